using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Digest.Languages;
using Digest.Rendering;

namespace Digest.Tests.Rendering;

public sealed class BlockRenderingTests
{
    private static readonly BlockContent Sponsor = new(BlockKind.Sponsor, BlockPlace.AfterFirst, MarkdownText.Read("**Pewit Rope Works**: [ropes for every tide](https://ropes.example/?a=1&b=2)"));
    private static readonly BlockContent Events = new(BlockKind.Events, BlockPlace.AboveStories, MarkdownText.Read("- Monday: choir\n- Friday: fish market"));
    private static readonly BlockContent YearAgo = new(BlockKind.YearAgo, BlockPlace.AfterStories, MarkdownText.Read("Do you remember?"))
    {
        Story = new StoryContent { Id = 7, Headline = "The bell is found", Link = "https://gazette.example/news/bell", Dek = "In a barn.", Published = new DateTimeOffset(2025, 3, 4, 9, 0, 0, TimeSpan.Zero), Topics = ["Harbour"], Licence = "© The bell ringers" },
    };

    [Fact]
    public async Task A_digest_with_a_note_and_blocks() => (await Some.Renderer().DigestAsync(With(Sponsor, Events, YearAgo))).ShouldBeGolden("digest-blocks");

    [Fact]
    public async Task Each_block_stands_in_its_place()
    {
        foreach (var rendered in new[] { await Some.Renderer().DigestAsync(With(Sponsor, Events, YearAgo)), await Some.Renderer().ArchiveAsync(With(Sponsor, Events, YearAgo)) })
        {
            foreach (var part in new[] { rendered.Html[rendered.Html.IndexOf("<body", StringComparison.Ordinal)..].Replace("<title>", "", StringComparison.Ordinal), rendered.Text })
            {
                // The note, the events, the first story, the sponsor, the second story, the story of a year ago.
                var places = new[] { "A note", "choir", "Ferry returns", "Pewit Rope Works", "A second story", "The bell is found" }.Select(words => part.LastIndexOf(words, StringComparison.Ordinal)).ToList();
                places.ShouldBeInOrder();
                places[0].ShouldBeGreaterThan(0);
            }
        }
    }

    [Theory]
    [InlineData("en", "Advertisement")]
    [InlineData("de", "Anzeige")]
    [InlineData("es", "Publicidad")]
    [InlineData("fr", "Publicité")]
    public async Task A_sponsor_s_line_says_what_it_is_in_the_reader_s_language(string language, string label)
    {
        var rendered = await Some.Renderer().DigestAsync(With(Sponsor), ReaderLanguages.Find(language));
        var block = new HtmlParser().ParseDocument(rendered.Html).QuerySelectorAll("td.panel").Single(cell => cell.TextContent.Contains("Rope Works", StringComparison.Ordinal));
        block.FirstElementChild!.TextContent.ShouldBe(label);
        block.FirstElementChild.GetAttribute("lang").ShouldBe(language == "en" ? null : language);
        rendered.Text.ShouldContain($"\n{label}\n{new string('-', label.Length)}\n\nPewit Rope Works: ropes for every tide (https://ropes.example/?a=1&b=2)\n");
    }

    [Fact]
    public async Task From_right_to_left_a_block_begins_on_the_right()
    {
        var site = Some.Site;
        site.Language = "ar";
        var block = new HtmlParser().ParseDocument((await Some.Renderer(site).DigestAsync(With(Events))).Html).QuerySelectorAll("td.panel").Single(cell => cell.TextContent.Contains("choir", StringComparison.Ordinal));
        block.GetAttribute("style").ShouldNotBeNull().ShouldContain("text-align:right");
        block.QuerySelector("ul")!.GetAttribute("style").ShouldNotBeNull().ShouldContain("padding-right:24px");
    }

    [Fact]
    public async Task The_story_of_a_year_ago_keeps_its_licence_and_its_year_and_is_not_counted()
    {
        var rendered = await Some.Renderer().DigestAsync(With(YearAgo));
        rendered.Text.ShouldContain("There are 2 stories for you");
        rendered.Text.ShouldContain("The bell is found\n\nIn a barn.\n\nTuesday, 4 March 2025\nLicence: © The bell ringers\nhttps://gazette.example/news/bell");
        rendered.Html.ShouldContain("Licence: © The bell ringers");
        rendered.Markers.Keys.ShouldNotContain("fewer");
    }

    [Fact]
    public async Task Stories_listed_under_others_keep_their_licences()
    {
        var rendered = await Some.Renderer().DigestAsync(Some.Digest(Some.Story with
        {
            Licence = "© The lead",
            Timeline = [new TimelineContent("Earlier", "https://gazette.example/e", Published: null) { Licence = "© The <agency>" }, new TimelineContent("Earliest", "https://gazette.example/f", Published: null)],
            Related = [new RelatedContent("Beside", "https://gazette.example/g", Published: null) { Licence = "© Someone else" }],
        }));
        var page = new HtmlParser().ParseDocument(rendered.Html);
        Line(page, "Earlier").ShouldBe("Earlier Licence: © The <agency>");
        Line(page, "Earliest").ShouldBe("Earliest");
        Line(page, "Beside").ShouldBe("Beside Licence: © Someone else");
        rendered.Text.ShouldContain("      [1a] https://gazette.example/e\n      Licence: © The <agency>\n    - Earliest");
        rendered.Text.ShouldContain("      [1c] https://gazette.example/g\n      Licence: © Someone else");
    }

    [Fact]
    public async Task Whoever_is_not_to_see_the_appeal_sees_neither_it_nor_its_link()
    {
        var site = Some.Site;
        site.Appeal = new AppealOptions { Text = "Chip in, please." };
        var shown = await Some.Renderer(site).DigestAsync(With());
        shown.Html.ShouldContain("Chip in, please.");
        shown.Markers.Keys.ShouldContain("notnow");
        shown.Text.ShouldContain($"Not now, thank you:\n{shown.Markers["notnow"]}");
        var hidden = await Some.Renderer(site).DigestAsync(With() with { HasAppeal = false });
        (hidden.Html + hidden.Text).ShouldNotContain("Chip in, please.");
        hidden.Markers.Keys.ShouldNotContain("notnow");
        var page = await Some.Renderer(site).ArchiveAsync(With());
        page.Html.ShouldContain("Chip in, please.");
        page.Html.ShouldNotContain("Not now");
    }

    private static string Line(IDocument page, string words) =>
        string.Join(' ', page.QuerySelectorAll("p").Single(line => line.QuerySelector("a")?.TextContent == words).TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static DigestContent With(params IReadOnlyList<BlockContent> blocks) =>
        Some.Digest(Some.Story, new StoryContent { Headline = "A second story", Link = "https://gazette.example/second" }) with { Note = MarkdownText.Read("A note."), Blocks = blocks };
}
