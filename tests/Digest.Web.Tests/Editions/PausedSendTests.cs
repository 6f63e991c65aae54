
namespace Digest.Web.Tests.Editions;

/// <summary>The command line beside an edition that somebody paused on a page.</summary>
public sealed class PausedSendTests
{
    [Fact]
    public async Task Sending_says_that_the_edition_is_paused_and_does_not_wait_for_ever()
    {
        using var folder = new WorkFolder();
        folder.Environment["Smtp__Host"] = "127.0.0.1";
        folder.Environment["Smtp__Port"] = "1";
        await folder.ImportAsync("ana@reader.example");
        (await folder.RunAsync("edition", "send")).ExitCode.ShouldBe(1);
        using (var database = folder.OpenDatabase())
            await database.WriteAsync(session => session.ExecuteAsync("UPDATE editions SET paused_at = 1, paused_by = 'Ada'; UPDATE messages SET status = 'Prepared', due_at = 1"));
        folder.Environment["Smtp__Host"] = "";
        var run = await folder.RunAsync("edition", "send");
        run.ExitCode.ShouldBe(1);
        run.Errors.ShouldContain("is paused, so 1 of its messages wait");
        Directory.Exists(Path.Combine(folder.Root, "data", "outbox")).ShouldBeFalse("nothing of it was submitted");
    }

    [Fact]
    public async Task An_edition_is_paused_and_resumed_from_the_command_line()
    {
        using var folder = new WorkFolder();
        folder.Environment["Smtp__Host"] = "127.0.0.1";
        folder.Environment["Smtp__Port"] = "1";
        (await folder.RunAsync("edition", "pause")).Errors.ShouldContain("No edition is on its way.");
        await folder.ImportAsync("ana@reader.example");
        (await folder.RunAsync("edition", "send")).ExitCode.ShouldBe(1);
        var (exitCode, paused) = await folder.JsonAsync("edition", "pause");
        (exitCode, paused.GetProperty("paused").GetBoolean(), paused.GetProperty("open").GetInt32()).ShouldBe((0, true, 1));
        var again = await folder.RunAsync("edition", "pause");
        (again.ExitCode, again.Errors.Trim()).ShouldBe((1, "No edition is on its way."));
        (await folder.RunAsync("edition", "send")).Errors.ShouldContain("is paused, so 1 of its messages wait");
        folder.Environment["Smtp__Host"] = "";
        (await folder.RunAsync("edition", "resume")).Output.ShouldContain("goes on; 1 of its messages are to be answered");
        (await folder.RunAsync("edition", "resume")).ExitCode.ShouldBe(1);
        using (var database = folder.OpenDatabase())
            await database.WriteAsync(session => session.ExecuteAsync("UPDATE messages SET due_at = 1"));
        (await folder.JsonAsync("edition", "send")).Item2.GetProperty("submitted").GetInt32().ShouldBe(1);
    }
}
