using System.Text.Json;
using Digest.Tests.Tools;

namespace Digest.Web.Tests.Editions;

/// <summary>The real program, a mail server that we did not write, and Python's reader of messages.</summary>
public sealed class RealMailServerTests
{
    private const int Connections = 4;

    [PythonFact(SmtpSink.Module)]
    public async Task The_sample_edition_arrives_whole_at_every_reader()
    {
        await using var server = await SmtpSink.StartAsync();
        using var folder = Folder(server);
        await folder.ImportAsync("ana@reader.example", "bo@reader.example", "o'neil+news@reader.example");
        var (exitCode, report) = await folder.JsonAsync("edition", "send");
        exitCode.ShouldBe(0);
        (report.GetProperty("recipients").GetInt32(), report.GetProperty("submitted").GetInt32(), report.GetProperty("failed").GetInt32()).ShouldBe((3, 3, 0));
        var messages = await ReadAsync(server);
        messages.Select(To).ShouldBe(["ana@reader.example", "bo@reader.example", "o'neil+news@reader.example"], ignoreOrder: true);
        foreach (var message in messages)
        {
            message.GetProperty("defects").GetArrayLength().ShouldBe(0);
            message.GetProperty("types").EnumerateArray().Select(type => type.GetString()).ShouldBe(["multipart/alternative", "text/plain", "text/html"]);
            message.GetProperty("text").GetString()!.ShouldContain("/unsubscribe/");
            message.GetProperty("html").GetString()!.ShouldContain("Related");
        }
        (await folder.JsonAsync("edition", "send")).Document.GetProperty("recipients").GetInt32().ShouldBe(0);
    }

    [PythonFact(SmtpSink.Module)]
    public async Task After_a_kill_nothing_is_lost_and_at_most_one_message_a_connection_is_repeated_under_its_id()
    {
        const int readers = 150;
        await using var server = await SmtpSink.StartAsync();
        using var folder = Folder(server);
        await folder.ImportAsync(Enumerable.Range(0, readers).Select(number => $"reader{number}@reader.example"));
        using (var killed = ProgramRun.Begin(folder.Root, folder.Environment, "edition", "send"))
        {
            while (!killed.HasExited && Arrived(server) < readers / 5)
                await Task.Yield();
            killed.HasExited.ShouldBeFalse("the edition was over before it could be interrupted");
            killed.Kill(entireProcessTree: true);
            await killed.WaitForExitAsync();
        }
        var (exitCode, report) = await folder.JsonAsync("edition", "send");
        exitCode.ShouldBe(0);
        (report.GetProperty("recipients").GetInt32(), report.GetProperty("submitted").GetInt32()).ShouldBe((readers, readers));
        var messages = await ReadAsync(server);
        messages.Select(To).Distinct(StringComparer.Ordinal).Count().ShouldBe(readers);
        messages.Count.ShouldBeLessThanOrEqualTo(readers + Connections);
        messages.Select(MessageId).Distinct(StringComparer.Ordinal).Count().ShouldBe(readers);
    }

    [PythonFact(SmtpSink.Module)]
    public async Task A_command_beside_a_site_that_ends_goes_on_by_itself()
    {
        const int readers = 100;
        await using var server = await SmtpSink.StartAsync();
        using var folder = Folder(server);
        folder.Environment["Smtp__MaxPerSecond"] = "40";
        await folder.ImportAsync(Enumerable.Range(0, readers).Select(number => $"reader{number}@reader.example"));
        Task<(int ExitCode, JsonElement Document)> sending;
        await using (await RunningSite.StartAsync(folder))
        {
            sending = folder.JsonAsync("edition", "send");
            await WorkFolder.UntilAsync(() => Task.FromResult(Arrived(server) > readers / 5));
        }
        var (exitCode, report) = await sending;
        exitCode.ShouldBe(0);
        (report.GetProperty("submitted").GetInt32(), report.GetProperty("uncertain").GetInt32()).ShouldBe((readers, 0));
        var messages = await ReadAsync(server);
        messages.Select(MessageId).Distinct(StringComparer.Ordinal).Count().ShouldBe(readers);
        messages.Count.ShouldBeLessThanOrEqualTo(readers + Connections);
    }

    [Fact]
    public async Task A_mail_server_that_cannot_be_reached_ends_the_command_with_every_message_deferred()
    {
        using var folder = new WorkFolder();
        folder.Environment["Smtp__Host"] = "127.0.0.1";
        folder.Environment["Smtp__Port"] = "9";
        await folder.ImportAsync("ana@reader.example", "bo@reader.example");
        var (exitCode, report) = await folder.JsonAsync("edition", "send");
        exitCode.ShouldBe(1);
        (report.GetProperty("recipients").GetInt32(), report.GetProperty("deferred").GetInt32()).ShouldBe((2, 2));
    }

    private static WorkFolder Folder(SmtpSink server)
    {
        var folder = new WorkFolder();
        folder.Environment["Smtp__Host"] = "127.0.0.1";
        folder.Environment["Smtp__Port"] = $"{server.Port}";
        folder.Environment["Smtp__MaxConnections"] = $"{Connections}";
        return folder;
    }

    private static int Arrived(SmtpSink server) => Directory.Exists(Path.Combine(server.Maildir, "new")) ? Directory.EnumerateFiles(Path.Combine(server.Maildir, "new")).Count() : 0;

    private static async Task<List<JsonElement>> ReadAsync(SmtpSink server) => [.. (await Python.RunAsync("email", "Mail/read_messages.py", server.Maildir)).EnumerateArray()];

    private static string To(JsonElement message) => message.GetProperty("to")[0][1].GetString()!;

    private static string MessageId(JsonElement message) => message.GetProperty("headers").EnumerateArray().Single(header => header[0].GetString() == "Message-ID")[1].GetString()!;
}
