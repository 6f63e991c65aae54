namespace Digest.Web.Tests.Commands;

/// <summary>The command <c>related</c> as another program calls it.</summary>
public sealed class RelatedRunTests
{
    private const string Feed = """
        <rss version="2.0"><channel><title>Tide</title><link>https://t.example/</link>
        <item><title>Ferry Astrid runs aground off Lund island</title><link>https://t.example/a</link><pubDate>Sun, 01 Mar 2026 06:00:00 GMT</pubDate></item>
        <item><title>Salvage of ferry Astrid begins at Lund island</title><link>https://t.example/b</link><pubDate>Mon, 02 Mar 2026 06:00:00 GMT</pubDate></item>
        <item><title>Beekeepers lose their hives to a mite</title><link>https://t.example/c</link><pubDate>Mon, 02 Mar 2026 07:00:00 GMT</pubDate></item>
        </channel></rss>
        """;

    [Fact]
    public async Task From_the_archive_each_story_asked_has_its_earlier_ones()
    {
        using var folder = new WorkFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Root, "feed.xml"), Feed);
        folder.Environment["Feeds__0__Url"] = "feed.xml";
        (await folder.RunAsync("edition", "preview")).ExitCode.ShouldBe(0);

        var (exitCode, document) = await folder.JsonAsync("related", "https://t.example/b", "https://t.example/c");
        exitCode.ShouldBe(0);
        document.GetArrayLength().ShouldBe(2);
        document[0].EnumerateObject().Select(one => one.Name).ShouldBe(["story", "related"]);
        var offer = document[0].GetProperty("related").EnumerateArray().ShouldHaveSingleItem();
        offer.EnumerateObject().Select(one => one.Name).ShouldBe(["id", "link", "headline", "score", "words"]);
        (offer.GetProperty("link").GetString(), offer.GetProperty("headline").GetString()).ShouldBe(("https://t.example/a", "Ferry Astrid runs aground off Lund island"));
        document[1].GetProperty("related").GetArrayLength().ShouldBe(0);

        var byNumber = await folder.JsonAsync("related", document[0].GetProperty("story").GetInt64().ToString(System.Globalization.CultureInfo.InvariantCulture));
        byNumber.Document[0].GetProperty("related").GetArrayLength().ShouldBe(1);
        var unknown = await folder.RunAsync("related", "4711", "https://t.example/b");
        (unknown.ExitCode, unknown.Errors.TrimEnd()).ShouldBe((1, "There is no story '4711'"));
        unknown.Output.ShouldContain("Ferry Astrid runs aground");
    }

    [Fact]
    public async Task A_feed_that_cannot_be_read_is_a_failure_with_the_reason_that_feed_inspect_gives()
    {
        using var folder = new WorkFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Root, "notes.md"), "# Notes\n\nWrite to `Ada <ada@news.example>`.\n");
        foreach (var (file, why) in new[] { ("nofile.xml", "nofile.xml: The feed cannot be read: there is no file "), ("notes.md", "notes.md: This is no feed: it is neither XML nor JSON") })
        {
            var related = await folder.RunAsync("related", "--feed", file);
            related.Errors.ShouldStartWith(why);
            (related.ExitCode, related.Output).ShouldBe((1, ""));
            var inspected = await folder.RunAsync("feed", "inspect", file);
            (inspected.ExitCode, inspected.Errors).ShouldBe((1, related.Errors));
            var (exitCode, document) = await folder.JsonAsync("related", "--feed", file);
            (exitCode, document.GetArrayLength()).ShouldBe((1, 0));
        }
    }
}
