using System.Diagnostics;
using System.Text.Encodings.Web;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Digest.Rendering;

namespace Digest.Tests.Rendering;

public sealed class MarkdownTextTests
{
    [Fact]
    public void Paragraphs_lines_and_stress_are_kept()
    {
        const string source = "Good *morning*,\r\nand **welcome**.\n\n# A heading\n\nThe ***last***.";
        var page = Page(source);
        page.QuerySelectorAll("p").Select(one => one.InnerHtml).ShouldBe(["Good <em>morning</em>,<br>and <strong>welcome</strong>.", "<strong>A heading</strong>", "The <strong><em>last</em></strong>."]);
        page.QuerySelectorAll("h1,h2").ShouldBeEmpty();
        MarkdownText.Read(source).Text().ShouldBe("Good morning,\nand welcome.\n\nA heading\n\nThe last.");
    }

    [Fact]
    public void Every_element_has_a_style_of_its_own_and_follows_the_dark()
    {
        var page = Page("Words and [a link](https://n.example/a)\n\n> said\n\n- one");
        page.QuerySelectorAll("p,ul,li,blockquote,a").ShouldAllBe(element => element.HasAttribute("style"));
        page.QuerySelectorAll("p,ul").ShouldAllBe(element => element.ClassName == "ink");
        page.QuerySelector("a")!.ClassName.ShouldBe("link");
        page.QuerySelector("p")!.GetAttribute("style").ShouldNotBeNull().ShouldStartWith("margin:0px 0 0;");
    }

    [Fact]
    public void Lists_and_quotations_stand_in_the_text_part_with_their_signs()
    {
        const string source = "- one\n- two\n  - deeper\n\n3. three\n4. four\n\n> Nobody saw\n> it coming\n\n---";
        Page(source).QuerySelectorAll("li").Length.ShouldBe(5);
        Page(source).QuerySelector("ol")!.GetAttribute("start").ShouldBe("3");
        Page(source).QuerySelector("blockquote p")!.InnerHtml.ShouldBe("Nobody saw<br>it coming");
        MarkdownText.Read(source).Text().ShouldBe("- one\n- two\n  - deeper\n\n3. three\n4. four\n\n> Nobody saw\n> it coming\n\n* * *");
    }

    [Fact]
    public void No_line_of_the_text_part_is_too_long_for_its_signs()
    {
        var words = string.Join(' ', Enumerable.Repeat("seventy", 30));
        var lines = MarkdownText.Read($"> - {words}\n>   1. {words}").Text().Split('\n');
        lines.ShouldAllBe(line => line.Length <= 72 && line.StartsWith("> "));
        lines.Count(line => line.Length < 60).ShouldBe(2, "only the last line of each is short");
    }

    [Fact]
    public void Links_lead_to_the_web_or_to_an_address()
    {
        const string source = "See [the *whole* story](https://n.example/a?b=1&c=2 \"title\"), https://n.example/bare, <https://n.example/angle>, [](https://n.example/empty), <desk@n.example>, [write](mailto:desk@n.example).";
        Page(source).QuerySelectorAll("a").Select(link => link.GetAttribute("href")).ShouldBe(
            ["https://n.example/a?b=1&c=2", "https://n.example/bare", "https://n.example/angle", "https://n.example/empty", "mailto:desk@n.example", "mailto:desk@n.example"]);
        Page(source).QuerySelector("a")!.InnerHtml.ShouldBe("the <em>whole</em> story");
        MarkdownText.Read(source).Text().ReplaceLineEndings(" ").ShouldBe(
            "See the whole story (https://n.example/a?b=1&c=2), https://n.example/bare, https://n.example/angle, https://n.example/empty, desk@n.example, write (desk@n.example).");
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("JaVaScRiPt:alert(1)")]
    [InlineData("java&#115;cript:alert(1)")]
    [InlineData("<java\tscript:alert(1)>")]
    [InlineData("data:text/html,x")]
    [InlineData("vbscript:x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("//n.example/x")]
    [InlineData("/relative")]
    [InlineData("tel:+123")]
    public void Other_addresses_leave_their_words(string address)
    {
        foreach (var source in new[] { $"Press [here]({address}) now", $"Press [here][1] now\n\n[1]: {address}" })
        {
            var page = Page(source);
            page.QuerySelectorAll("a").ShouldBeEmpty();
            page.Body!.TextContent.ShouldContain("here");
        }
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("Hello <img src=x onerror=alert(2)> there")]
    [InlineData("<div onclick=\"x()\">\n\n*hm*\n\n</div>")]
    [InlineData("<!-- <script> -->")]
    [InlineData("`<script>alert(1)</script>`")]
    [InlineData("```\n<script>alert(1)</script>\n```")]
    [InlineData("    <script>alert(1)</script>")]
    [InlineData("&lt;script&gt;alert(1)&lt;/script&gt;")]
    [InlineData("&#60;script&#62;alert(1)&#60;/script&#62;")]
    [InlineData("[x](https://n.example/\"onclick=\"alert(1))")]
    [InlineData("![\"><script>](https://n.example/x.png)")]
    [InlineData("[<script>](https://n.example/)")]
    [InlineData("<https://n.example/<script>>")]
    [InlineData("<style>*{display:none}</style>")]
    [InlineData("@@import\n<a href='javascript:x'>y</a>")]
    public void Nothing_becomes_markup(string source)
    {
        var page = Page(source);
        page.QuerySelectorAll("*").Where(element => element.LocalName is not ("html" or "head" or "body" or "p" or "em" or "a" or "br")).ShouldBeEmpty();
        page.QuerySelectorAll("*").SelectMany(element => element.Attributes).ShouldAllBe(attribute => attribute.Name == "class" || attribute.Name == "style" || attribute.Name == "href");
        page.QuerySelectorAll("a").ShouldAllBe(link => link.GetAttribute("href")!.StartsWith("https://n.example/"));
    }

    [Fact]
    public void A_picture_is_what_it_shows_and_code_is_its_characters()
    {
        Page("![A white *ferry*](https://n.example/x.png) and `a < b`").QuerySelector("p")!.InnerHtml.ShouldBe("A white <em>ferry</em> and a &lt; b");
        Page("[![The ferry](https://n.example/x.png)](https://n.example/a)").QuerySelector("a")!.TextContent.ShouldBe("The ferry");
        MarkdownText.Read("```\none\n  two\n```").Text().ShouldBe("one\ntwo");
    }

    [Fact]
    public void Entities_are_their_characters() => MarkdownText.Read("Fish &amp; chips &copy; &#163;3 &nosuch;").Text().ShouldBe("Fish & chips © £3 &nosuch;");

    [Fact]
    public void Characters_that_nobody_sees_do_not_survive()
    {
        var note = MarkdownText.Read("One\0 \u0007\u001b[31mtwo\u202ethree &#8238;four&#7; \ud800 five");
        (Html(note) + note.Text()).ShouldNotContain(character => char.IsControl(character) && character != '\n' || char.IsSurrogate(character) || character == '\u202e');
        Html(note).ShouldNotMatch("&#x?(0?[0-8bce]|1[0-9a-f]|7f|85|202e);");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \r\n\t ")]
    [InlineData("[a]: https://n.example/")]
    [InlineData("![](https://n.example/x.png)")]
    [InlineData("- \n- ")]
    [InlineData(">")]
    [InlineData("&#8238;")]
    public void A_text_that_shows_nothing_is_empty(string? source)
    {
        MarkdownText.Read(source).IsEmpty.ShouldBeTrue();
        MarkdownText.ReadSome(source).ShouldBeNull();
    }

    [Fact]
    public void A_text_that_is_too_long_is_named_and_cut()
    {
        var megabyte = new string('x', 1_048_576);
        MarkdownText.Problem("The note", megabyte).ShouldBe("The note has 1,048,576 characters; at most 5,000 are allowed.");
        MarkdownText.Problem("The note", new string('x', 5_000)).ShouldBeNull();
        MarkdownText.Problem("The text", "abc", most: 2).ShouldBe("The text has 3 characters; at most 2 are allowed.");
        MarkdownText.Problem("The note", string.Concat(Enumerable.Repeat("a\r\n", 2_500))).ShouldBeNull("a line end is one character, however the browser sends it");
        MarkdownText.Read(megabyte).Source.Length.ShouldBe(5_000);
        MarkdownText.Read(new string('x', 4_999) + "😀").Source.Length.ShouldBe(4_999);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("![")]
    [InlineData("[](")]
    [InlineData("*a ")]
    [InlineData("**a _b ")]
    [InlineData("> ")]
    [InlineData("- ")]
    [InlineData("1. ")]
    [InlineData("`` ` ")]
    [InlineData("<a ")]
    [InlineData("<!--")]
    [InlineData("&")]
    [InlineData("[a](<")]
    [InlineData("\\")]
    [InlineData("https://")]
    [InlineData("a@")]
    [InlineData("\n> - ")]
    [InlineData("[a]: b\n")]
    [InlineData("~~~\n")]
    public void A_hostile_text_is_read_at_once(string part)
    {
        var source = string.Concat(Enumerable.Repeat(part, 1_048_576 / part.Length));
        MarkdownText.Read(source);
        var watch = Stopwatch.StartNew();
        var note = MarkdownText.Read(source);
        var written = Html(note).Length + note.Text().Length;
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(2));
        written.ShouldBeLessThan(2_000_000);
    }

    [Fact]
    public void What_is_nested_deeper_than_anybody_means_stands_at_the_deepest_place()
    {
        var page = Page(string.Concat(Enumerable.Repeat("> ", 20)) + "deep");
        page.QuerySelectorAll("blockquote").Length.ShouldBe(3);
        page.Body!.TextContent.ShouldContain("deep");
    }

    [Fact]
    public void Notes_with_the_same_words_are_equal()
    {
        MarkdownText.Read(" a\r\nb ").ShouldBe(MarkdownText.Read("a\nb"));
        MarkdownText.Read("a").ShouldNotBe(MarkdownText.Read("*a*"));
    }

    [Fact]
    public async Task A_note_stands_above_the_first_story_in_messages_and_on_the_page()
    {
        var digest = Some.Digest(Some.Story) with { Note = MarkdownText.Read("From **today** on [with tides](https://gazette.example/tides).") };
        foreach (var rendered in new[] { await Some.Renderer().DigestAsync(digest), await Some.Renderer().ArchiveAsync(digest) })
        {
            new HtmlParser().ParseDocument(rendered.Html).QuerySelector("td.pad.rule:not(.band) p")!.TextContent.ShouldBe("From today on with tides.");
            rendered.Html.IndexOf("with tides", StringComparison.Ordinal).ShouldBeLessThan(rendered.Html.IndexOf("<h2", StringComparison.Ordinal));
            rendered.Text.ShouldContain("\nFrom today on with tides (https://gazette.example/tides).\n\n1. Ferry");
        }
    }

    [Fact]
    public async Task An_empty_note_leaves_no_trace()
    {
        var with = await Some.Renderer().ArchiveAsync(Some.Digest(Some.Story) with { Note = MarkdownText.Read(" ") });
        with.Html.ShouldBe((await Some.Renderer().ArchiveAsync(Some.Digest(Some.Story))).Html);
    }

    private static IDocument Page(string source) => new HtmlParser().ParseDocument(Html(MarkdownText.Read(source)));

    private static string Html(MarkdownText text)
    {
        using var writer = new StringWriter();
        text.Html(new SiteContent(Some.Site).Look).WriteTo(writer, HtmlEncoder.Default);
        return writer.ToString();
    }
}
