using System.Text;
using Digest.Stories;
using Digest.Stories.Pages;

namespace Digest.Tests.Stories.Pages;

public sealed class StoryPageTests
{
    private const string Dek = "“It was a sketch, it was wrong, nobody had signed it, and it should have stayed in the drawer,” said harbour chief Tomas Ekholm.";
    private static readonly Uri Address = new("https://www.ledger.example/2026/03/gates?utm_source=feed");

    private const string JsonLd =
        """
        <script type="application/ld+json">{"@context":"https://schema.org","@graph":[
          {"@type":"WebSite","@id":"https://www.ledger.example/#site","name":"The Harbour Ledger","description":"Careful reporting. Plain words."},
          {"@type":"NewsArticle","headline":"“The Gates Stay Open”: Harbour Chief Says Letter Announcing the Closure of the Vell Lock Was a Draft",
           "description":"Tomas Ekholm calls the letter about the Vell lock a sketch that should have stayed in the drawer.",
           "author":[{"@id":"https://www.ledger.example/#mara"},{"@type":"Person","name":"Jon Ask"}],
           "image":{"@id":"https://www.ledger.example/#lock"},"articleSection":["Harbour","News"],"datePublished":"2026-03-01T09:30:00+01:00","isAccessibleForFree":true,
           "license":"https://creativecommons.org/licenses/by-nc-nd/3.0/","mainEntityOfPage":{"@type":"WebPage","@id":"https://www.ledger.example/2026/03/gates"},
           "publisher":{"@type":"NewsMediaOrganization","name":"The Harbour Ledger","logo":{"@type":"ImageObject","url":"https://www.ledger.example/img/ledger-logo.png"}}},
          {"@type":"Person","@id":"https://www.ledger.example/#mara","name":"Mara Lindqvist","url":"https://www.ledger.example/people/mara-lindqvist"},
          {"@type":"ImageObject","@id":"https://www.ledger.example/#lock","url":"https://www.ledger.example/img/lock.jpg","width":2400,"height":"1600px","caption":"A barge before the lower gate.","creator":{"@type":"Person","name":"Ida Brandt"},"copyrightNotice":"© Vell Harbour Office"},
          {"@type":"ItemList","itemListElement":[{"@type":"NewsArticle","headline":"Ferry Line Cuts Winter Sailings by Half","author":"Oskar Wren","description":"Another story's dek that must not be taken for this one's."}]}
        ]}</script>
        """;

    private const string OpenGraph =
        """
        <meta property="og:site_name" content="The Harbour Ledger"><meta property="og:title" content="Another headline for those who share it">
        <meta property="og:description" content="The lock at Vell stays open, says its chief: the letter was a &quot;sketch&quot;."><meta property="og:image" content="/img/lock-scaled.jpg">
        <meta property="og:image:alt" content="A barge"><meta property="og:image:width" content="1200"><meta property="og:image:height" content="800">
        <meta property="og:url" content="https://ledger.example/2026/03/gates"><meta property="article:author" content="https://social.example/ledger"><meta property="article:section" content="Harbour">
        <meta property="article:published_time" content="2026-03-01T08:30:00Z"><meta name="author" content="The Harbour Ledger">
        """;

    [Fact]
    public void A_page_with_json_ld_says_everything()
    {
        var page = Read($"<html><head><title>x</title>{JsonLd}</head>{Body}</html>");
        page.Problem.ShouldBeNull();
        page.Description.ShouldBe("Tomas Ekholm calls the letter about the Vell lock a sketch that should have stayed in the drawer.");
        page.Byline.ShouldBe("Mara Lindqvist, Jon Ask");
        page.Section.ShouldBe("Harbour");
        page.Licence.ShouldBe("Creative Commons BY-NC-ND 3.0 (https://creativecommons.org/licenses/by-nc-nd/3.0/)");
        page.Published.ShouldBe(new DateTimeOffset(2026, 3, 1, 8, 30, 0, TimeSpan.Zero));
        page.Canonical.ShouldBe("https://www.ledger.example/2026/03/gates");
        page.Card.ShouldBe(new Picture
        {
            Url = "https://www.ledger.example/img/lock.jpg",
            Alt = "A barge waits before a closed lock gate",
            Caption = "A barge before the lower gate.",
            Credit = "Ida Brandt",
            Width = 2400,
            Height = 1600,
        });
        page.IsCardShown.ShouldBeTrue();
    }

    [Fact]
    public void A_page_with_open_graph_is_filled_up_by_what_it_shows()
    {
        var page = Read($"<html><head><title>x</title>{OpenGraph}</head>{Body}</html>");
        page.Description.ShouldBe("The lock at Vell stays open, says its chief: the letter was a \"sketch\".");
        page.Opening.ShouldBe(Dek);
        page.Byline.ShouldBe("Mara Lindqvist");
        page.Section.ShouldBe("Harbour");
        page.Canonical.ShouldBe("https://ledger.example/2026/03/gates");
        page.Licence.ShouldBe("Creative Commons BY-NC-ND 3.0");
        var card = page.Card.ShouldNotBeNull();
        (card.Url, card.Alt, card.Width, card.Height).ShouldBe(("https://www.ledger.example/img/lock-scaled.jpg", "A barge", 1200, 800));
        (card.Caption, card.Credit).ShouldBe(("A barge waits at the lower gate of the Vell lock.", "Photo: Ida Brandt/Vell Harbour Office/Open Images"));
    }

    [Fact]
    public void A_page_with_marked_parts_and_no_metadata_is_read_by_what_it_shows()
    {
        var page = Read($"<html><head><title>The Harbour Ledger</title></head>{Body}</html>");
        page.Description.ShouldBeNull();
        page.Card.ShouldBeNull();
        page.Opening.ShouldBe(Dek);
        page.Byline.ShouldBe("Mara Lindqvist");
        page.Photo.ShouldBe(new Picture
        {
            Url = "https://www.ledger.example/img/lock-1024x683.jpg",
            Alt = "A barge waits before a closed lock gate",
            Caption = "A barge waits at the lower gate of the Vell lock.",
            Credit = "Photo: Ida Brandt/Vell Harbour Office/Open Images",
            Width = 1024,
            Height = 683,
        }, customMessage: page.Photo?.ToString());
        page.Licence.ShouldBe("Creative Commons BY-NC-ND 3.0");
    }

    [Fact]
    public void A_page_of_bare_paragraphs_does_not_fool_the_reader_either()
    {
        var page = Read(File.ReadAllText(Path.Combine(Folder, "bare.html")));
        page.Opening.ShouldBe(Dek.Replace('“', '"').Replace('”', '"'));
        page.Byline.ShouldBe("Mara Lindqvist");
        var photo = page.Photo.ShouldNotBeNull();
        (photo.Url, photo.Alt, photo.Width).ShouldBe(("https://www.ledger.example/img/lock.jpg", "A barge waits before a closed lock gate", 1024));
        (photo.Caption, photo.Credit).ShouldBe(("A barge waits at the lower gate of the Vell lock.", "Photo: Ida Brandt/Vell Harbour Office/Open Images"));
        page.Licence.ShouldBe("Creative Commons BY-NC-ND 3.0");
        (page.Section, page.Published, page.Canonical).ShouldBe((null, null, null));
    }

    [Theory]
    [InlineData("<meta name='dc.creator' content='Lea Holm'>", "Lea Holm")]
    [InlineData("<meta name='parsely-author' content='Lea Holm'><meta name='parsely-author' content='Jon Ask'>", "Lea Holm, Jon Ask")]
    [InlineData("<meta name='byl' content='By Lea Holm'>", "Lea Holm")]
    [InlineData("<meta name='author' content='admin'>", null)]
    [InlineData("<meta name='author' content='https://social.example/lea'>", null)]
    [InlineData("<meta name='author' content='@leaholm'>", null)]
    [InlineData("<meta property='og:site_name' content='Ledger'><meta name='author' content='LEDGER'>", null)]
    [InlineData("<meta name='author' content='lea@ledger.example (Lea Holm)'>", "Lea Holm")]
    public void Authors_in_the_head_are_names(string head, string? byline) =>
        Read($"<html><head>{head}</head><body><h1>The gates stay open</h1></body></html>").Byline.ShouldBe(byline);

    [Theory]
    [InlineData("<p class='byline'>By Lea Holm | 3 March 2026 | 5 min read</p>", "Lea Holm")]
    [InlineData("<p class='c-byline'>Von Lea Holm, 3. März 2026</p>", "Lea Holm")]
    [InlineData("<span itemprop='author' itemscope><span class='x'>Writes since 1999</span><span itemprop='name'>Lea Holm</span></span>", "Lea Holm")]
    [InlineData("<a rel='author' href='/x'>Lea Holm</a> and <a rel='author' href='/y'>Jon Ask</a>", "Lea Holm, Jon Ask")]
    [InlineData("<p class='byline'>By John le Carré on Monday, 3 March</p>", "John le Carré")]
    [InlineData("<p class='byline'>AFP/Reuters</p>", "AFP/Reuters")]
    [InlineData("<span class='author vcard'><a class='url fn n' href='/author/lea'>Lea Holm</a></span>", "Lea Holm")]
    [InlineData("<p>By Lea Holm and Jon Ask</p>", "Lea Holm and Jon Ask")]
    [InlineData("<div class='author-bio'>Lea Holm keeps bees and has written for us since the flood.</div>", null)]
    [InlineData("<div>By the time the flood came, nobody was left in the valley but the sexton and his dog.</div>", null)]
    public void Bylines_in_the_text_are_names_without_dates(string line, string? byline) =>
        Read($"<html><body><h1>The gates stay open</h1>{line}<p>The lock at Vell will not close in April, whatever a letter says.</p></body></html>").Byline.ShouldBe(byline);

    [Fact]
    public void A_headline_that_links_to_itself_is_the_headline() =>
        Read("<html><head><title>The lock at Vell stays open all winter | Tide</title></head><body><h1><a href='/'>Tide</a></h1><h2><a href='/x'>The lock at Vell stays open all winter</a></h2><p>The lock at Vell will not close in April, whatever a letter says.</p><h3>Words of readers</h3><p>I have always said so, and nobody wanted to hear it from me.</p></body></html>")
            .Opening.ShouldBe("The lock at Vell will not close in April, whatever a letter says.");

    [Theory]
    [InlineData("<div class='post type-post category-social tag-latest comments-open'>")]
    [InlineData("<div class='page has-sidebar with-newsletter'>")]
    [InlineData("<div id='related-and-everything-else'>")]
    [InlineData("<div><nav><p>Never closed: the menu of our site, with all of its many entries.")]
    [InlineData("<div><header role='banner'>")]
    [InlineData("<table><tr><td>")]
    public void Boxes_of_odd_names_do_not_hide_the_story(string box) =>
        Read($"<html><body>{box}<h1>The gates stay open</h1><p>The lock at Vell will not close in April, whatever a letter says.</p></body></html>").Opening.ShouldBe("The lock at Vell will not close in April, whatever a letter says.");

    [Theory]
    [InlineData("https://creativecommons.org/licenses/by/4.0/", "Creative Commons BY 4.0 (https://creativecommons.org/licenses/by/4.0/)")]
    [InlineData("/terms", "https://www.ledger.example/terms")]
    [InlineData("javascript:alert(1)", null)]
    public void A_linked_licence_is_the_storys(string link, string? licence) =>
        Read($"<html><body><h1>The gates stay open</h1><p>Text</p><a rel='license' href='{link}'>Terms</a></body></html>").Licence.ShouldBe(licence);

    [Fact]
    public void A_pictures_licence_is_not_the_storys() =>
        Read("<html><body><h1>The gates stay open</h1><figure><img src='/a.jpg'><figcaption>A gate, <a href='https://creativecommons.org/licenses/by/4.0/'>CC BY 4.0</a></figcaption></figure></body></html>").Licence.ShouldBeNull();

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:image/png;base64,AAAA")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://127.0.0.1/x.jpg")]
    [InlineData("http://[::1]/x.jpg")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://2130706433/x.jpg")]
    [InlineData("http://localhost:9200/x.jpg")]
    [InlineData("http://intranet/x.jpg")]
    [InlineData("http://user:secret@pictures.example/x.jpg")]
    [InlineData("ftp://pictures.example/x.jpg")]
    public void Addresses_that_lead_nowhere_good_are_dropped(string address)
    {
        var page = Read($"<html><head><meta property='og:image' content='{address}'><link rel='canonical' href='{address}'><link rel='license' href='{address}'></head><body><h1>The gates stay open</h1><img src='{address}'></body></html>");
        (page.Card, page.Photo, page.Canonical, page.Licence).ShouldBe((null, null, null, null));
    }

    [Theory]
    [InlineData("https://www.ledger.example/")]
    [InlineData("/")]
    [InlineData("https://other.example/2026/gates")]
    [InlineData("https://example/2026/gates")]
    [InlineData("https://notledger.example/2026/gates")]
    public void A_canonical_address_lies_on_the_same_site_and_is_not_its_front_page(string address) =>
        Read($"<html><head><link rel='canonical' href='{address}'></head><body><h1>The gates stay open</h1></body></html>").Canonical.ShouldBeNull();

    [Fact]
    public void Text_stays_text_in_every_field()
    {
        const string evil = "<script>alert(1)</script><img src=x onerror=alert(1)>Gates \u202E& \u0007more &lt;b&gt;";
        var attribute = System.Net.WebUtility.HtmlEncode(evil);
        var json = System.Text.Json.JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["@type"] = "NewsArticle",
            ["description"] = evil,
            ["author"] = evil,
            ["articleSection"] = "<i onclick=x>Harbour</i>",
            ["image"] = new { url = "https://pictures.example/a.jpg", caption = evil, creditText = evil },
        });
        foreach (var head in new[] { $"<script type='application/ld+json'>{json}</script>", $"<meta property='og:description' content=\"{attribute}\"><meta name='author' content=\"{attribute}\"><meta property='og:image' content='/a.jpg'><meta property='og:image:alt' content=\"{attribute}\">" })
        {
            var page = Read($"<html><head>{head}</head><body><h1>The gates stay open</h1><p>{evil} and so on, as long as a sentence has to be to be taken for one</p></body></html>");
            foreach (var said in new[] { page.Description, page.Byline, page.Opening, page.Section, page.Card?.Caption, page.Card?.Credit }.OfType<string>())
            {
                said.ShouldNotContain("<script");
                said.ShouldNotContain("onerror");
                said.ShouldNotContain("onclick");
                said.ShouldNotContain("\u202E");
                said.ShouldNotContain("\u0007");
            }
            page.Description.ShouldNotBeNull().ShouldStartWith("Gates");
        }
    }

    [Theory]
    [InlineData("{\"@type\":\"NewsArticle\",\"description\":\"cut")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[")]
    [InlineData("null")]
    [InlineData("{\"@graph\":7,\"@type\":[1,{}],\"author\":{\"name\":[]},\"image\":[null,[],{}]}")]
    [InlineData("{\"@type\":\"NewsArticle\",\"author\":{\"@id\":\"#a\"},\"image\":{\"@id\":\"#a\"},\"license\":{},\"datePublished\":{},\"mainEntityOfPage\":[1]}")]
    [InlineData("{\"@type\":\"NewsArticle\",\"url\":\"https://www.ledger.example/elsewhere\",\"description\":5}")]
    public void Broken_json_ld_leaves_the_rest(string json) =>
        Read($"<html><head><script type='application/ld+json'>{json}</script><meta property='og:description' content='The lock stays open'></head><body><h1>Gates</h1></body></html>").Description.ShouldBe("The lock stays open");

    [Fact]
    public void Of_several_articles_only_the_pages_own_counts()
    {
        const string list = "[{\"@type\":\"NewsArticle\",\"url\":\"https://www.ledger.example/2026/ferry\",\"description\":\"Not this\"},{\"@type\":\"NewsArticle\",\"url\":\"http://ledger.example/2026/03/gates/\",\"description\":\"This one\"}]";
        Read($"<html><head><script type='application/ld+json'>{list}</script></head><body></body></html>").Description.ShouldBe("This one");
        Read($"<html><head><script type='application/ld+json'>{list.Replace("03/gates", "03/other", StringComparison.Ordinal)}</script></head><body></body></html>").Description.ShouldBeNull();
    }

    [Fact]
    public void Halves_of_characters_in_structured_data_harm_nothing() =>
        Read("<html><head><script type='application/ld+json'>{\"\\ud800\":1,\"@type\":\"NewsArticle\",\"description\":\"This one\"}</script></head><body></body></html>").Description.ShouldBe("This one");

    [Fact]
    public void A_description_that_was_cut_gives_way_to_the_whole_sentence() =>
        Read("<html><head><meta name='description' content='The lock at Vell will not close in April, whatev…'></head><body><h1>Gates</h1><p>The lock at Vell will not close in April, whatever a letter says.</p></body></html>")
            .Description.ShouldBe("The lock at Vell will not close in April, whatever a letter says.");

    [Fact]
    public void The_publications_own_picture_is_no_storys()
    {
        Read("<html><head><link rel='apple-touch-icon' href='/icon.png'><meta property='og:image' content='/icon.png'></head><body><h1>Gates</h1></body></html>").Card.ShouldBeNull();
        Read($"<html><head>{JsonLd.Replace("\"image\":{\"@id\":\"https://www.ledger.example/#lock\"}", "\"image\":\"https://www.ledger.example/img/ledger-logo.png\"", StringComparison.Ordinal)}</head><body><h1>Gates</h1></body></html>").Card.ShouldBeNull();
    }

    [Theory]
    [InlineData("<meta charset='windows-1252'>", "text/html", 1252)]
    [InlineData("<meta http-equiv='Content-Type' content='text/html; charset=iso-8859-1'>", null, 1252)]
    [InlineData("<meta charset='utf-8'>", "text/html; charset=windows-1252", 1252)]
    [InlineData("<meta charset='no-such-thing'>", "text/html", 65001)]
    [InlineData("", "text/html; charset=utf-8", 1252)]
    public void Letters_survive_whatever_the_page_says_of_its_encoding(string meta, string? type, int codePage)
    {
        var bytes = CodePagesEncodingProvider.Instance.GetEncoding(codePage) ?? Encoding.UTF8;
        var page = StoryPage.Read(bytes.GetBytes($"<html><head>{meta}<meta name='author' content='Åsa Lindén'></head><body></body></html>"), type, Address);
        page.Byline.ShouldBe("Åsa Lindén");
    }

    [Theory]
    [InlineData("application/pdf", "%PDF-1.7")]
    [InlineData("image/png", "<html>")]
    [InlineData("application/json", "{}")]
    [InlineData("text/html", "just a few words")]
    [InlineData("text/html", "")]
    public void What_is_no_page_says_so(string type, string content) => StoryPage.Read(Encoding.UTF8.GetBytes(content), type, Address).Problem.ShouldBe("It is no web page");

    [Fact]
    public void Hostile_pages_are_read_in_no_time()
    {
        string[] pages =
        [
            string.Concat(Enumerable.Repeat("<div class='byline'><a rel=author>", 10_000)),
            string.Concat(Enumerable.Repeat("<figure><figcaption>", 10_000)) + string.Concat(Enumerable.Repeat("</p></div>", 10_000)),
            "<h1>Gates</h1>" + string.Concat(Enumerable.Repeat("<p>(Photo: ", 20_000)),
            "<h1>" + new string('x', 500_000),
            "<html>" + string.Concat(Enumerable.Repeat("<nav>", 20_000)),
            "<h1>Gates</h1><p>" + string.Concat(Enumerable.Repeat("CC BY ", 40_000)),
            $"<script type='application/ld+json'>{{\"@graph\":[{string.Join(',', Enumerable.Repeat("{\"@type\":\"NewsArticle\",\"author\":{\"@id\":\"x\"}}", 4_000))}]}}</script>",
        ];
        foreach (var page in pages)
        {
            var started = TimeProvider.System.GetTimestamp();
            Read(page);
            TimeProvider.System.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(5), page[..40]);
        }
        StoryPage.Read(new byte[StoryPage.MaxBytes + 1], "text/html", Address).Problem.ShouldBe("The page is larger than 2 MB");
    }

    private static string Folder => Path.Combine(Repository.Root, "tests", "Digest.Tests", "Stories", "Pages");

    private static string Body => File.ReadAllText(Path.Combine(Folder, "body.html"));

    private static StoryPage Read(string html) => StoryPage.Read(Encoding.UTF8.GetBytes(html), "text/html; charset=utf-8", Address);
}
