using System.Text;
using Digest.Stories;

namespace Digest.Tests.Stories;

/// <summary>What a publisher is told, in sentences that can be acted on.</summary>
public sealed class FeedProblemsTests
{
    private const string Head = "<title>Tide</title><link>https://t.example/</link><language>en</language>";
    private const string Good = "<item><title>A</title><link>https://t.example/a</link><pubDate>Mon, 02 Mar 2026 07:00:00 GMT</pubDate></item>";
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_feed_in_order_has_none() => Problems(Rss(Good)).ShouldBeEmpty();

    [Theory]
    [InlineData("<link>https://t.example/b</link>", "", "1 of 2 stories has no link to a page; it is “B”")]
    [InlineData("<link>https://t.example/b</link>", "<link>javascript:alert(1)</link>", "1 of 2 stories has a link that is no http or https address; it is “javascript:alert(1)”")]
    [InlineData("<link>https://t.example/b</link>", "<link>mailto:ada.quay@t.example</link>", "1 of 2 stories has a link that is no http or https address; it is “mailto:(address)”")]
    [InlineData("<title>B</title>", "", "1 of 2 stories has neither a title nor a text; it is “https://t.example/b”")]
    [InlineData("<title>B</title>", "<description>Fog.</description>", "1 of 2 stories has no title, and the beginning of the text is taken for it; it is “Fog.”")]
    [InlineData("<title>B</title>", "<title>Fish &amp;amp;amp; chips</title>", "1 of 2 stories has a title that is escaped once too often; it is “Fish & chips”")]
    [InlineData("<pubDate>2026-03-02</pubDate>", "", "1 of 2 stories has no date; it is “B”")]
    [InlineData("<pubDate>2026-03-02</pubDate>", "<pubDate>on Tuesday</pubDate>", "1 of 2 stories has a date that cannot be read; it is “on Tuesday”")]
    [InlineData("<pubDate>2026-03-02</pubDate>", "<pubDate>2027-03-02</pubDate>", "1 of 2 stories has a date that is more than a day ahead; it is “2027-03-02T00:00:00Z”")]
    [InlineData("<pubDate>2026-03-02</pubDate>", "<pubDate>2026-03-02</pubDate><guid>https://t.example/a</guid>", "1 of 2 stories has an id that an earlier story of the feed has too; it is “https://t.example/a”")]
    [InlineData("<pubDate>2026-03-02</pubDate>", "<pubDate>2026-03-02</pubDate><enclosure type='image/png' url='http://t.example/p'/>", "1 of 2 stories has a picture at an http address, which many mail programs do not show; it is “http://t.example/p”")]
    public void A_story_that_lacks_something_is_counted_and_named(string part, string instead, string problem)
    {
        const string whole = "<item><title>B</title><link>https://t.example/b</link><pubDate>2026-03-02</pubDate></item>";
        Problems(Rss(Good + whole.Replace(part, instead, StringComparison.Ordinal))).ShouldBe([problem]);
    }

    [Theory]
    [InlineData("<title>Tide</title>", "The feed has no title")]
    [InlineData("<link>https://t.example/</link>", "The feed does not say to which site it belongs: it has no link")]
    [InlineData("<language>en</language>", "The feed does not say in which language it is")]
    public void A_feed_that_lacks_something_says_so(string part, string problem) =>
        Problems($"<rss><channel>{Head.Replace(part, "", StringComparison.Ordinal)}{Good}</channel></rss>").ShouldBe([problem]);

    [Fact]
    public void A_thousand_of_a_kind_are_one_sentence_and_the_worst_comes_first()
    {
        var problems = Problems(Rss(string.Concat(Enumerable.Range(0, 1000).Select(number => $"<item><title>T{number} & co</title></item>"))));
        problems.ShouldBe([
            "Not well-formed, line 1: an & stands in the text without being written as &amp;",
            "1000 of 1000 stories have no link to a page; the first is “T0 & co”",
            "1000 of 1000 stories have no date; the first is “T0 & co”",
        ]);
    }

    [Fact]
    public void A_relative_link_without_a_base_is_told() =>
        Problems($"<rss><channel><title>Tide</title><language>en</language>{Good.Replace("https://t.example/a", "/a", StringComparison.Ordinal)}</channel></rss>")
            .ShouldContain("1 of 1 story has a relative link, and the feed does not say to what; it is “/a”");

    [Theory]
    [InlineData("<item>\n\n<title>A &nosuch; B</title>", "line 3: the entity &nosuch; is not known")]
    [InlineData("<item>\n<title>A < B</title>", "line 2: a < stands in the text without being written as &lt;")]
    [InlineData("<item><title>A\u0008</title>", "line 1: a control character stands in it, which XML does not allow")]
    [InlineData("<item><x:y/>", "line 1: the prefix x: is not declared")]
    public void Where_the_xml_is_broken_is_told(string part, string problem) => Problems(Rss(part))[0].ShouldEndWith(problem);

    [Fact]
    public void A_title_may_speak_of_markup_without_being_escaped_twice() =>
        Problems("<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='en'><title>T</title><link href='https://t.example/'/><entry><id>1</id><title type='html'>The &amp;lt;b&amp;gt; of HTML</title><link href='https://t.example/a'/><updated>2026-03-02</updated></entry></feed>").ShouldBeEmpty();

    [Fact]
    public void Atom_and_json_say_what_a_title_is_and_are_held_to_it()
    {
        Problems("<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='en'><title>T</title><link href='https://t.example/'/><entry><id>1</id><title>Fish &amp;amp; chips</title><link href='https://t.example/a'/><updated>2026-03-02</updated></entry></feed>")
            .ShouldBe(["1 of 1 story has a title that is escaped once too often; it is “Fish & chips”"]);
        Problems("""{"version":"https://jsonfeed.org/version/1.1","title":"T","home_page_url":"https://t.example/","language":"en","items":[{"id":"1","url":"https://t.example/a","title":"Fish &amp; chips","date_published":"2026-03-02"}]}""")
            .ShouldBe(["1 of 1 story has a title that is escaped once too often; it is “Fish & chips”"]);
    }

    [Fact]
    public void A_text_beyond_the_limit_is_cut_between_characters()
    {
        var feed = Read(Rss($"<item><title>A</title><link>https://t.example/a</link><pubDate>2026-03-02</pubDate><content:encoded xmlns:content='http://purl.org/rss/1.0/modules/content/'>a{string.Concat(Enumerable.Repeat("😀", 150_000))}</content:encoded></item>"));
        feed.Problems.ShouldBe(["1 of 1 story has a longer text than is kept; it is “A”"]);
        char.IsHighSurrogate(feed.Stories[0].Text![^1]).ShouldBeFalse();
    }

    private static string Rss(string items) => $"<rss><channel>{Head}{items}</channel></rss>";

    private static List<string> Problems(string text) => Read(text).Problems.Where(problem => !problem.Contains("not closed", StringComparison.Ordinal)).ToList();

    private static FeedDocument Read(string text) => FeedReader.Read(Encoding.UTF8.GetBytes(text), now: Now);
}
