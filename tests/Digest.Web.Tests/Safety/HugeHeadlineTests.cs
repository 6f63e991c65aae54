using System.Text;
using Digest.Tests.Safety.Server;
using Digest.Tests.Tools;
using Digest.Web.Tests.Editions;

namespace Digest.Web.Tests.Safety;

/// <summary>A feed gone mad, from its file to a message that Python's reader of mail finds nothing wrong with.</summary>
public sealed class HugeHeadlineTests
{
    private const int LongestLine = 998;

    [PythonFact]
    public async Task A_headline_of_two_megabytes_becomes_a_message_like_any_other()
    {
        await using var server = new RecordingServer(keepsMessages: true);
        using var feed = new NewsFeed();
        feed.Add("huge", TimeProvider.System.GetUtcNow().AddHours(-2), string.Concat(Enumerable.Repeat("Größer ", 250_000)));
        feed.Add("small", TimeProvider.System.GetUtcNow().AddHours(-1), "A small one");
        using var folder = new WorkFolder();
        folder.Environment["Smtp__Host"] = "127.0.0.1";
        folder.Environment["Smtp__Port"] = $"{server.Port}";
        folder.Environment["Feeds__0__Url"] = feed.File;
        await folder.ImportAsync("ana@reader.example");

        var (exitCode, report) = await folder.JsonAsync("edition", "send");
        exitCode.ShouldBe(0);
        (report.GetProperty("recipients").GetInt32(), report.GetProperty("submitted").GetInt32()).ShouldBe((1, 1));
        var message = server.Receipts.ShouldHaveSingleItem();
        message.Source.Length.ShouldBeLessThan(150_000);
        Longest(message.Source).ShouldBeLessThanOrEqualTo(LongestLine);
        var file = Path.Combine(folder.Root, "huge.eml");
        await File.WriteAllBytesAsync(file, message.Source);
        var read = (await Python.RunAsync("email", "Mail/read_messages.py", file)).EnumerateArray().Single();
        read.GetProperty("defects").GetArrayLength().ShouldBe(0);
        read.GetProperty("subject").GetString()!.Length.ShouldBeInRange(1, 1_000);
        read.GetProperty("text").GetString()!.ShouldContain("A small one");
    }

    private static int Longest(byte[] source) => Encoding.Latin1.GetString(source).Split("\r\n").Max(line => line.Length);
}
