namespace Digest.Web.Tests.Commands;

/// <summary>The next edition, looked at.</summary>
public sealed class EditionPreviewTests
{
    private const string Feed = """
        <rss version="2.0"><channel><title>Tide</title><link>https://t.example/</link>
        <item><title>Ferry sails again</title><link>https://t.example/ferry</link><description>After a year.</description></item>
        <item><title>“Fog” – a record</title><link>https://t.example/fog</link><description>Nobody saw it.</description></item>
        </channel></rss>
        """;

    [Fact]
    public async Task Each_part_goes_to_the_file_that_is_named_for_it_and_nothing_changes()
    {
        using var folder = await FolderAsync(Feed);
        var run = await folder.RunAsync("edition", "preview", "--html", "p.html", "--text", "p.txt", "--eml", "p.eml");
        run.ExitCode.ShouldBe(0, run.Errors);
        run.Output.ShouldContain(": 2 stories, due ");
        (await ReadAsync(folder, "p.html")).ShouldStartWith("<!DOCTYPE html>", Case.Insensitive);
        (await ReadAsync(folder, "p.html")).ShouldContain("https://t.example/fog");
        var text = await ReadAsync(folder, "p.txt");
        text.ShouldContain("“Fog” – a record");
        text.ShouldNotContain("<html");
        (await ReadAsync(folder, "p.eml")).ShouldContain("MIME-Version: 1.0\r\n");
        (await folder.RunAsync("edition", "preview")).Output.ShouldContain("Ferry sails again");
        (await folder.JsonAsync("edition", "preview")).Document.GetProperty("stories").GetArrayLength().ShouldBe(2);
        Directory.Exists(Path.Combine(folder.Root, "data", "outbox")).ShouldBeFalse();
    }

    [Fact]
    public async Task Json_has_when_it_goes_what_stands_above_it_and_its_stories()
    {
        using var folder = await FolderAsync(Feed);
        var (exitCode, document) = await folder.JsonAsync("edition", "preview");
        exitCode.ShouldBe(0);
        document.EnumerateObject().Select(one => one.Name).ShouldBe(["due", "subject", "preheader", "stories", "findings"]);
        document.GetProperty("due").GetDateTimeOffset().Hour.ShouldBe(7);
        var stories = document.GetProperty("stories").EnumerateArray().ToList();
        stories.ConvertAll(story => story.GetProperty("headline").GetString()).ShouldBe(["Ferry sails again", "“Fog” – a record"], ignoreOrder: true);
        stories[0].EnumerateObject().Select(one => one.Name).ShouldBe(["id", "headline", "link", "ranking", "timeline", "related"]);
        stories[0].GetProperty("id").GetInt64().ShouldBePositive();
    }

    [Fact]
    public async Task What_blocks_is_told_with_exit_code_1_and_warnings_stand_beside_the_text()
    {
        using var folder = await FolderAsync(Feed);
        folder.Environment["Site__Name"] = "Tide";
        var warned = await folder.RunAsync("edition", "preview", "--no-links");
        warned.ExitCode.ShouldBe(0, warned.Errors);
        warned.Errors.ShouldContain("Warning: Only 2 items are new.");
        warned.Errors.ShouldContain("Warning: The postal address in the messages is still the sample site’s.");
        warned.Output.ShouldNotContain("Warning:");
        warned.Errors.ShouldNotContain("leads nowhere");
        folder.Environment["Site__PostalAddress"] = "";
        (await folder.RunAsync("edition", "preview", "--no-links")).ExitCode.ShouldBe(1);
        var (exitCode, document) = await folder.JsonAsync("edition", "preview");
        exitCode.ShouldBe(1);
        var findings = document.GetProperty("findings").EnumerateArray().ToList();
        findings[0].EnumerateObject().Select(one => one.Name).ShouldBe(["level", "code", "reason", "remedy", "where"]);
        (findings[0].GetProperty("level").GetString(), findings[0].GetProperty("code").GetString(), findings[0].GetProperty("where").GetString()).ShouldBe(("block", "postal-address", "message"));
        findings.ConvertAll(finding => finding.GetProperty("code").GetString()).ShouldContain("link-answer", "names that end in .example are nobody's");
    }

    [Fact]
    public async Task Stories_about_one_event_are_shown_as_the_one_item_that_they_are()
    {
        using var folder = await FolderAsync("""
            <rss version="2.0"><channel><title>Tide</title><link>https://t.example/</link>
            <item><title>Tugs pull the Margaret Rose off Skerry Point</title><link>https://t.example/2</link><description>The ferry is towed to the harbour.</description></item>
            <item><title>Ferry Margaret Rose runs aground off Skerry Point</title><link>https://t.example/1</link><description>All passengers were taken off the ferry.</description></item>
            <item><title>Council cuts library hours</title><link>https://t.example/3</link><description>Readers protest.</description></item>
            </channel></rss>
            """);
        (await folder.RunAsync("edition", "preview", "--html", "p.html")).Output.ShouldContain(": 3 stories in 2 items, due ");
        (await folder.RunAsync("edition", "preview")).Output.ShouldContain("The story so far:");
        var items = (await folder.JsonAsync("edition", "preview")).Document.GetProperty("stories").EnumerateArray().ToList();
        items.Count.ShouldBe(2);
        var listed = items.SelectMany(item => item.GetProperty("timeline").EnumerateArray()).ShouldHaveSingleItem();
        listed.EnumerateObject().Select(one => one.Name).ShouldBe(["id", "headline", "link"]);
    }

    [Fact]
    public async Task Without_anything_new_there_is_no_edition_and_that_is_no_failure()
    {
        using var folder = await FolderAsync("<rss><channel><title>Tide</title></channel></rss>");
        var run = await folder.RunAsync("edition", "preview", "--html", "p.html");
        (run.ExitCode, run.Output.TrimEnd()).ShouldBe((0, "Nothing is new: the next edition would not go."));
        var (exitCode, document) = await folder.JsonAsync("edition", "preview");
        exitCode.ShouldBe(0);
        document.GetProperty("stories").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task In_an_empty_folder_the_sample_s_edition_is_shown()
    {
        using var folder = new WorkFolder();
        var (exitCode, document) = await folder.JsonAsync("edition", "preview");
        exitCode.ShouldBe(0);
        document.GetProperty("stories").GetArrayLength().ShouldBeInRange(1, 10);
    }

    private static async Task<WorkFolder> FolderAsync(string feed)
    {
        var folder = new WorkFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Root, "feed.xml"), feed);
        folder.Environment["Feeds__0__Url"] = "feed.xml";
        return folder;
    }

    private static Task<string> ReadAsync(WorkFolder folder, string file) => File.ReadAllTextAsync(Path.Combine(folder.Root, file));
}
