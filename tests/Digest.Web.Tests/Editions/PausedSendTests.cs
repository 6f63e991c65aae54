
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
}
