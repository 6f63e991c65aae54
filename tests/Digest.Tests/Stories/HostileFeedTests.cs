using System.Diagnostics;
using System.Text;
using Digest.Stories;

namespace Digest.Tests.Stories;

public sealed class HostileFeedTests
{
    // Far above what a busy machine needs for one pass, far below what the square of the length would take.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    [Fact]
    public void An_entity_that_lies_in_a_file_is_not_read()
    {
        var secret = Path.GetTempFileName();
        File.WriteAllText(secret, "the secret");
        try
        {
            var feed = Read($"<!DOCTYPE rss [<!ENTITY x SYSTEM \"file://{secret}\">]><rss><channel><title>&x;</title><item><title>&x;</title></item></channel></rss>");
            feed.Kind.ShouldBe(FeedKind.None);
            feed.Stories.ShouldBeEmpty();
            feed.Problems.Single().ShouldContain("XML entities");
        }
        finally
        {
            File.Delete(secret);
        }
    }

    [Theory]
    [InlineData("<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">")]
    [InlineData("<!ENTITY % x SYSTEM 'http://127.0.0.1:9/evil.dtd'> %x;")]
    [InlineData("<!ENTITY c PUBLIC \"x\" 'http://127.0.0.1:9/'>")]
    public void Entities_that_only_attacks_need_make_the_feed_unusable(string declarations)
    {
        var watch = Stopwatch.StartNew();
        Read($"<?xml version='1.0'?><!DOCTYPE rss [{declarations}]><rss><channel><title>&c;</title></channel></rss>").Kind.ShouldBe(FeedKind.None);
        watch.Elapsed.ShouldBeLessThan(Soon);
    }

    [Fact]
    public void A_long_entity_that_is_used_often_is_not_expanded()
    {
        var feed = Read($"<!DOCTYPE rss [<!ENTITY a \"{new string('a', 100_000)}\">]><rss><channel><title>T{string.Concat(Enumerable.Repeat("&a;", 100_000))}</title></channel></rss>");
        feed.Title.ShouldBe("T");
        feed.Problems.ShouldContain(problem => problem.Contains("&a;", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("<!DOCTYPE rss PUBLIC \"-//Netscape Communications//DTD RSS 0.91//EN\" \"http://my.netscape.example/rss-0.91.dtd\">")]
    [InlineData("<!DOCTYPE rss [<!ENTITY % HTMLlat1 PUBLIC \"-//W3C//ENTITIES Latin 1 for XHTML//EN\" \"http://www.w3.org/TR/xhtml1/DTD/xhtml-lat1.ent\">]>")]
    [InlineData("<!DOCTYPE rss [<!-- it's ]> --><!ENTITY eacute \"&#233;\">]>")]
    public void A_document_type_of_the_early_days_is_skipped(string documentType) =>
        Read($"<?xml version='1.0'?>\n{documentType}\n<rss version='0.91'><channel><title>Caf&eacute;</title></channel></rss>").Title.ShouldBe("Café");

    [Theory]
    [InlineData("", "The feed is empty")]
    [InlineData(" \n ", "The feed is empty")]
    [InlineData("Service unavailable", "This is no feed: it is neither XML nor JSON")]
    [InlineData("# Notes\n\nWrite to Ada <ada@news.example>.", "This is no feed: it is neither XML nor JSON")]
    [InlineData("<!DOCTYPE html><html><body>Sorry</body></html>", "This is a web page, not a feed")]
    [InlineData("<opml/>", "This is XML, but not a feed: it begins with <opml>")]
    [InlineData("{\"items\":[", "This is not well-formed JSON, line 1")]
    [InlineData("{\"error\":1}", "This is JSON, but not a JSON Feed")]
    public void What_is_no_feed_is_named(string text, string problem)
    {
        var feed = Read(text);
        feed.Kind.ShouldBe(FeedKind.None);
        feed.Problems.Single().ShouldStartWith(problem);
    }

    [Fact]
    public void More_than_ten_megabytes_are_refused() => FeedReader.Read(new byte[FeedBounds.Polled.Bytes + 1]).Problems.Single().ShouldBe("The feed is larger than 10 MB");

    [Theory]
    [InlineData("<a>", "")]
    [InlineData("<!--", "")]
    [InlineData("<![CDATA[", "")]
    [InlineData("<a b=\"", "")]
    [InlineData("<a b='", "")]
    [InlineData("</a>", "")]
    [InlineData("&", "")]
    [InlineData("&#9", "")]
    [InlineData("<?", "")]
    [InlineData("<!DOCTYPE [", "")]
    [InlineData("<b><p>", "x")]
    [InlineData("<a:b>", "")]
    public void Megabytes_of_anything_are_read_in_time(string part, string inside)
    {
        var many = string.Concat(Enumerable.Repeat(part + inside, 1_500_000 / (part + inside).Length));
        var watch = Stopwatch.StartNew();
        Read(many);
        Read("<rss><channel><item><title>T</title><description>" + many);
        Read("<rss><channel><item><title>T</title><description>" + many.Replace("<", "&lt;", StringComparison.Ordinal));
        watch.Elapsed.ShouldBeLessThan(Soon);
    }

    [Theory]
    [InlineData("<category>x</category>")]
    [InlineData("<author>a@b.example (A)</author>")]
    [InlineData("<author>")]
    [InlineData("<link href='x'/>")]
    [InlineData("<m:content url='/a.jpg' width='1'/>")]
    [InlineData("<enclosure url='/a'/>")]
    [InlineData("<title>x</title>")]
    public void A_story_with_any_number_of_parts_is_read_in_time(string part)
    {
        var watch = Stopwatch.StartNew();
        Read($"<rss xmlns:m='http://search.yahoo.com/mrss/'><channel><link>https://t.example/</link><item>{string.Concat(Enumerable.Repeat(part, 1_500_000 / part.Length))}</item></channel></rss>").Stories.Count.ShouldBe(1);
        watch.Elapsed.ShouldBeLessThan(Soon);
    }

    [Fact]
    public void Formatting_that_makes_trees_explode_is_read_in_time()
    {
        var html = string.Concat(Enumerable.Range(0, 40_000).Select(number => $"<b id={number}>")) + string.Concat(Enumerable.Repeat("<p>x", 100_000));
        var watch = Stopwatch.StartNew();
        var feed = Read($"<rss><channel><item><title>T</title><description><![CDATA[{html}]]></description></item></channel></rss>");
        watch.Elapsed.ShouldBeLessThan(Soon);
        feed.Stories.Single().Dek.ShouldBe("x");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void No_damage_makes_the_reader_fail(int seed)
    {
        var random = new Random(seed);
        const string whole = "<?xml version='1.0' encoding='utf-8'?><!DOCTYPE rss [<!ENTITY a 'b'>]><rss xmlns:m='http://search.yahoo.com/mrss/'><channel><title type='html'>T&amp;</title><item><link>https://t.example/1</link><pubDate>Mon, 02 Mar 2026 07:00:00 GMT</pubDate><m:content url='/a.jpg' width='12'/><description><![CDATA[<p>a<img src=x></p><!-- c -->]]></description><author>a@b.example (A)</author></item></channel></rss>";
        const string pieces = "<>&;'\"/![]-=:#x\0 \uD83D\uE000";
        for (var round = 0; round < 2000; round++)
        {
            var text = new StringBuilder(whole);
            for (var damage = random.Next(1, 12); damage > 0; damage--)
            {
                var at = random.Next(text.Length);
                if (random.Next(2) == 0)
                    text.Remove(at, Math.Min(random.Next(1, 30), text.Length - at));
                else
                    text.Insert(at, pieces[random.Next(pieces.Length)]);
            }
            Read(text.ToString()).Problems.ShouldNotBeNull();
        }
    }

    private static FeedDocument Read(string text) => FeedReader.Read(Encoding.UTF8.GetBytes(text));
}
