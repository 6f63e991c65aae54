using System.Text;
using Digest.Stories;

namespace Digest.Tests.Stories;

public sealed class FeedReaderTests
{
    [Fact]
    public void A_story_of_rss_comes_with_all_its_parts()
    {
        var feed = Read("""
            <rss version="2.0" xmlns:dublin="http://purl.org/dc/elements/1.1/" xmlns:c="http://purl.org/rss/1.0/modules/content/" xmlns:m="http://search.yahoo.com/mrss/">
            <channel><title>The Tide &amp;amp; Times</title><link>https://tide.example/</link><language>en-gb</language><copyright>CC BY 4.0</copyright>
            <item>
              <title>“Ferry” won't sail, says O'Neill: 'never' &amp;#8211; again</title>
              <link>https://tide.example/ferry</link>
              <guid isPermaLink="false">tag:7</guid>
              <pubDate>Mon, 02 Mar 2026 07:00:00 +0100</pubDate>
              <dublin:creator><![CDATA[Ada Quay]]></dublin:creator><dublin:creator>Ben Mole</dublin:creator>
              <category>Harbour</category><category><![CDATA[Q&amp;A]]></category><category>harbour</category>
              <description>&lt;p&gt;The &lt;em&gt;old&lt;/em&gt; boat stays.&lt;/p&gt;</description>
              <c:encoded><![CDATA[<p>First&nbsp;one.</p><script>alert(1)</script><p>Second<br>line.</p><ul><li>Third</li></ul>]]></c:encoded>
              <m:content url="/ferry.jpg" medium="image" width="1200" height="800"><m:description type="plain">The ferry &lt; 1990.</m:description><m:credit>Cy Reed/Tide</m:credit></m:content>
            </item></channel></rss>
            """, "https://tide.example/feed.xml");
        feed.Kind.ShouldBe(FeedKind.Rss);
        (feed.Title, feed.Link, feed.Language, feed.Licence).ShouldBe(("The Tide & Times", "https://tide.example/", "en-gb", "CC BY 4.0"));
        feed.Problems.ShouldBeEmpty();
        var story = feed.Stories.Single();
        story.Headline.ShouldBe("“Ferry” won't sail, says O'Neill: 'never' – again");
        (story.Id, story.Link, story.Byline).ShouldBe(("tag:7", "https://tide.example/ferry", "Ada Quay, Ben Mole"));
        story.Published.ShouldBe(new DateTimeOffset(2026, 3, 2, 6, 0, 0, TimeSpan.Zero));
        story.Updated.ShouldBeNull();
        story.Topics.ShouldBe(["Harbour", "Q&A"]);
        story.Dek.ShouldBe("The old boat stays.");
        story.Text.ShouldBe("First one.\n\nSecond\nline.\n\nThird");
        story.Licence.ShouldBeNull();
        story.Picture.ShouldBe(new Picture { Url = "https://tide.example/ferry.jpg", Caption = "The ferry < 1990.", Credit = "Cy Reed/Tide", Width = 1200, Height = 800 });
    }

    [Fact]
    public void A_story_of_atom_comes_with_all_its_parts()
    {
        var feed = Read("""
            <a:feed xmlns:a="http://www.w3.org/2005/Atom" xml:base="https://tide.example/news/" xml:lang="cy">
            <a:title type="text">Tide &lt; Times</a:title><a:link rel="self" href="feed"/><a:link href="/"/><a:rights>CC0</a:rights><a:author><a:name>The desk</a:name></a:author>
            <a:entry xml:base="2026/">
              <a:id> tag:tide.example,2026:HTTP://X/%7e </a:id><a:title type="html">Storm &amp;lt;b&amp;gt; &lt;b&gt;hits&lt;/b&gt; town</a:title>
              <a:link rel="enclosure" type="image/png" href="storm.png"/><a:link rel="alternate" type="application/json" href="storm.json"/><a:link rel="alternate" type="text/html" href="storm"/>
              <a:published>2026-03-01T22:00:00-05:00</a:published><a:updated>2026-03-02T05:00:00Z</a:updated>
              <a:category term="weather" label="Weather"/><a:category term="https://tide.example/tags/1" label="Coast"/>
              <a:link rel="license" href="https://creativecommons.org/licenses/by/4.0/"/>
              <a:summary>Wind &amp; rain.</a:summary>
              <a:content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>It <b>blew</b>.</p><p>It rained.</p></div></a:content>
            </a:entry></a:feed>
            """);
        (feed.Kind, feed.Title, feed.Link, feed.Language, feed.Licence).ShouldBe((FeedKind.Atom, "Tide < Times", "https://tide.example/", "cy", "CC0"));
        var story = feed.Stories.Single();
        (story.Id, story.Headline, story.Link).ShouldBe(("tag:tide.example,2026:HTTP://X/%7e", "Storm <b> hits town", "https://tide.example/news/2026/storm"));
        (story.Dek, story.Text, story.Byline).ShouldBe(("Wind & rain.", "It blew.\n\nIt rained.", "The desk"));
        story.Published.ShouldBe(new DateTimeOffset(2026, 3, 2, 3, 0, 0, TimeSpan.Zero));
        story.Updated.ShouldBe(new DateTimeOffset(2026, 3, 2, 5, 0, 0, TimeSpan.Zero));
        story.Topics.ShouldBe(["weather", "Coast"]);
        story.Picture!.Url.ShouldBe("https://tide.example/news/2026/storm.png");
        story.Licence.ShouldBe("https://creativecommons.org/licenses/by/4.0/");
    }

    [Fact]
    public void A_story_of_json_comes_with_all_its_parts()
    {
        var feed = Read("""
            {"version": "https://jsonfeed.org/version/1.1", "title": "Tide", "home_page_url": "https://tide.example/", "language": "en", "items": [
              {"id": 7, "url": "/a", "title": "A & B", "summary": "Short <3", "content_html": "<figure><img src='a.png' alt='A map' width=640 height=480><figcaption>The map. <cite>Map: D. Ray</cite></figcaption></figure><p>Long.</p>",
               "date_published": "2026-03-02T06:00:00Z", "date_modified": "2026-03-02T07:00:00Z", "authors": [{"name": "Ada Quay"}, {"name": "Ben Mole"}], "tags": ["Maps", "R&D"]},
              {"id": "https://tide.example/b", "content_text": "One line.\nAnd more.", "author": {"name": "Cy"}}, 7, null]}
            """);
        (feed.Kind, feed.Title, feed.Link, feed.Stories.Count).ShouldBe((FeedKind.Json, "Tide", "https://tide.example/", 2));
        var story = feed.Stories[0];
        (story.Id, story.Link, story.Headline, story.Dek, story.Text, story.Byline).ShouldBe(("7", "https://tide.example/a", "A & B", "Short <3", "Long.", "Ada Quay, Ben Mole"));
        story.Picture.ShouldBe(new Picture { Url = "https://tide.example/a.png", Alt = "A map", Caption = "The map.", Credit = "Map: D. Ray", Width = 640, Height = 480 });
        story.Topics.ShouldBe(["Maps", "R&D"]);
        (feed.Stories[1].Link, feed.Stories[1].Headline, feed.Stories[1].Byline).ShouldBe(("https://tide.example/b", "One line. And more.", "Cy"));
    }

    [Fact]
    public void Rdf_is_read_with_its_items_beside_the_channel()
    {
        var feed = Read("""
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
            <channel rdf:about="https://tide.example/rdf"><title>Tide</title><link>https://tide.example/</link></channel>
            <image><title>Logo</title><link>https://logo.example/</link></image>
            <item rdf:about="https://tide.example/1"><title>One</title><dc:date>2026-03-02</dc:date><dc:subject>Harbour</dc:subject><dc:rights>CC BY</dc:rights></item>
            </rdf:RDF>
            """);
        (feed.Kind, feed.Title, feed.Link).ShouldBe((FeedKind.Rdf, "Tide", "https://tide.example/"));
        var story = feed.Stories.Single();
        (story.Id, story.Link, story.Headline, story.Licence).ShouldBe(("https://tide.example/1", "https://tide.example/1", "One", "CC BY"));
        story.Published.ShouldBe(new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero));
    }

    [Theory]
    [InlineData("Ada Quay (ada@tide.example)", "Ada Quay")]
    [InlineData("ada@tide.example (Ada Quay)", "Ada Quay")]
    [InlineData("Ada Quay &lt;ada@tide.example&gt;", "Ada Quay")]
    [InlineData("By Ada Quay &amp;amp; Ben Mole", "By Ada Quay & Ben Mole")]
    [InlineData("&lt;a href='/ada'&gt;Ada Quay&lt;/a&gt;", "Ada Quay")]
    public void A_byline_is_a_name_without_an_address(string written, string byline) => Item($"<author>{written}</author>").Byline.ShouldBe(byline);

    [Theory]
    [InlineData("Tom &amp; Jerry", "Tom & Jerry")]
    [InlineData("Tom &amp;amp; Jerry", "Tom & Jerry")]
    [InlineData("Tom &amp;amp;amp; Jerry", "Tom & Jerry")]
    [InlineData("<![CDATA[Tom & Jerry]]>", "Tom & Jerry")]
    [InlineData("AT&T & co", "AT&T & co")]
    [InlineData("Caf&eacute;&nbsp;&ndash; &#146;n&#x92;", "Café – ’n’")]
    [InlineData("1 &lt; 2 &amp;lt; 3", "1 < 2 < 3")]
    [InlineData("&lt;i&gt;Emma&lt;/i&gt; is back", "Emma is back")]
    [InlineData("a\u202Eb\u2066c\u2028d\u0007e\uE000f\uFEFF\n g", "abc def g")]
    public void A_headline_is_what_a_reader_should_see(string written, string headline) => Item($"<title>{written}</title>").Headline.ShouldBe(headline);

    [Fact]
    public void Without_a_title_the_story_is_headed_by_its_beginning() =>
        Item("<description>Fog on the bridge. Drivers are asked to take the long way round by Saltmarsh and to leave half an hour early today.</description>")
            .Headline.ShouldBe("Fog on the bridge. Drivers are asked to take the long way round by Saltmarsh and to leave half an…");

    [Fact]
    public void Without_a_summary_the_first_paragraph_is_the_dek()
    {
        var story = Item("<title>T</title><content:encoded xmlns:content='http://purl.org/rss/1.0/modules/content/'>&lt;figure&gt;&lt;img src='https://t.example/a.jpg'&gt;&lt;figcaption&gt;Not this.&lt;/figcaption&gt;&lt;/figure&gt;&lt;p&gt;This.&lt;/p&gt;&lt;p&gt;Not that.&lt;/p&gt;</content:encoded>");
        (story.Dek, story.Text, story.Picture!.Caption).ShouldBe(("This.", "This.\n\nNot that.", "Not this."));
    }

    [Fact]
    public void A_description_that_is_the_whole_story_is_its_text()
    {
        var story = Item("<title>T</title><description>&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;&lt;p&gt;Three.&lt;/p&gt;</description>");
        (story.Dek, story.Text).ShouldBe(("One.", "One.\n\nTwo.\n\nThree."));
    }

    [Fact]
    public void A_line_that_only_links_back_is_no_part_of_the_dek() =>
        Item("<title>T</title><link>https://t.example/s/</link><description>&lt;p&gt;Said.&lt;/p&gt;&lt;p&gt;The post &lt;a href='https://www.t.example/s'&gt;T&lt;/a&gt; appeared first on &lt;a href='https://t.example'&gt;T&lt;/a&gt;.&lt;/p&gt;</description>")
            .Dek.ShouldBe("Said.");

    [Theory]
    [InlineData("<enclosure url='https://t.example/a.mp3' type='audio/mpeg'/><enclosure url='https://t.example/a.jpg' type='image/jpeg'/>")]
    [InlineData("<media:group><media:content url='https://t.example/v.mp4' type='video/mp4'/><media:thumbnail url='https://t.example/s.jpg' width='75'/><media:thumbnail url='https://t.example/a.jpg' width='640'/></media:group>")]
    [InlineData("<media:content url='https://t.example/s.jpg' width='140'/><media:content url='https://t.example/a.jpg' width='460'/>")]
    [InlineData("<itunes:image href='https://t.example/a.jpg'/>")]
    [InlineData("<description>&lt;img src='https://t.example/pixel.gif' width='1' height='1'&gt;&lt;img src='data:image/gif;base64,R0' data-src='https://t.example/a.jpg'&gt;</description>")]
    public void The_picture_is_found_where_feeds_put_it(string parts) => Item(parts).Picture!.Url.ShouldBe("https://t.example/a.jpg");

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("file:///etc/hostname")]
    [InlineData("//")]
    public void Links_that_are_not_of_the_web_are_dropped(string link) => Item($"<link>{link}</link>").Link.ShouldBeNull();

    [Fact]
    public void A_bare_ampersand_and_an_unclosed_element_cost_a_note_and_nothing_else()
    {
        var feed = Read("<rss><channel><title>Fish & chips</title>\n<item><title>One<item><title>Two</title><link>https://t.example/?a=1&b=2</link></item></channel>");
        feed.Title.ShouldBe("Fish & chips");
        feed.Problems.ShouldContain("Not well-formed, line 1: an & stands in the text without being written as &amp;");
        feed.Problems.ShouldContain(problem => problem.Contains("is not closed", StringComparison.Ordinal));
        Item("<title>Two</title><link>https://t.example/?a=1&b=2</link>").Link.ShouldBe("https://t.example/?a=1&b=2");
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("iso-8859-1")]
    [InlineData("windows-1252")]
    public void An_encoding_is_known_by_its_mark_or_its_name(string name)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var encoding = Encoding.GetEncoding(name);
        var bytes = encoding.GetPreamble().Concat(encoding.GetBytes($"<?xml version='1.0' encoding='{name}'?><rss><channel><title>Café ñ</title></channel></rss>")).ToArray();
        FeedReader.Read(bytes).Title.ShouldBe("Café ñ");
    }

    [Fact]
    public void The_charset_of_the_answer_goes_before_the_declaration()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var bytes = Encoding.GetEncoding("windows-1251").GetBytes("<?xml version='1.0' encoding='iso-8859-1'?><rss><channel><title>Привет</title></channel></rss>");
        FeedReader.Read(bytes, "text/xml; charset=\"windows-1251\"").Title.ShouldBe("Привет");
    }

    [Fact]
    public void Bytes_of_another_encoding_in_the_middle_spoil_only_themselves()
    {
        var bytes = Encoding.UTF8.GetBytes("<rss><channel><title>Café #don#t</title></channel></rss>");
        FeedReader.Read([.. bytes.Select(one => one == (byte)'#' ? (byte)0x92 : one)]).Title.ShouldBe("Café ’don’t");
    }

    private static FeedDocument Read(string text, string? address = null) => FeedReader.Read(Encoding.UTF8.GetBytes(text), address: address is null ? null : new Uri(address));

    private static FeedStory Item(string parts) =>
        Read($"<rss xmlns:media='http://search.yahoo.com/mrss/' xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd'><channel><item>{parts}</item></channel></rss>").Stories.Single();
}
