using Digest.Stories;

namespace Digest.Tests.Stories;

public sealed class CanonicalLinkTests
{
    [Theory]
    [InlineData("https://news.example/a/b")]
    [InlineData("http://news.example/a/b")]
    [InlineData("HTTPS://WWW.News.Example/a/b/")]
    [InlineData("https://news.example:443/a/b#comments")]
    [InlineData("http://www.news.example:80/a/b?utm_source=rss&utm_medium=feed")]
    [InlineData("https://news.example/a/b?fbclid=x&gclid=y&mc_cid=1&mc_eid=2")]
    [InlineData(" https://news.example./a/b? ")]
    [InlineData("https://news.example/a/b/index.html")]
    [InlineData("https://news.example/a/b/amp/")]
    [InlineData("https://news.example/a/b;jsessionid=0A1B")]
    [InlineData("https://news.example/a/b?source=rss")]
    [InlineData("https://news.example/a/b?CMP=rss_front&at_medium=RSS&pk_campaign=x&mtm_source=y")]
    [InlineData("https://news.example/a/b?ref=newsletter-daily&amp=1")]
    [InlineData("https://news.example/a/./c/../b")]
    public void Twins_of_a_link_are_one(string twin) => CanonicalLink.Of(twin).ShouldBe("https://news.example/a/b");

    [Theory]
    [InlineData("https://news.example/A/b")]
    [InlineData("https://news.example/a/b?id=7")]
    [InlineData("https://news.example:8443/a/b")]
    [InlineData("https://blog.news.example/a/b")]
    [InlineData("https://news.example/a/b.html")]
    [InlineData("https://news.example/a/b?ref=index")]
    [InlineData("https://news.example/a/b?source=harbour")]
    [InlineData("https://news.example/amp")]
    public void Other_pages_are_others(string other) => CanonicalLink.Of(other).ShouldNotBe("https://news.example/a/b");

    [Fact]
    public void Parameters_that_name_the_story_stay_in_whatever_order() =>
        CanonicalLink.Of("http://news.example/?p=12&utm_campaign=x&lang=es").ShouldBe(CanonicalLink.Of("https://news.example?lang=es&p=12"));

    [Fact]
    public void A_name_in_another_script_is_the_same_as_its_wire_form() =>
        CanonicalLink.Of("https://zeitung-müller.example/x").ShouldBe(CanonicalLink.Of("https://xn--zeitung-mller-4ob.example/x"));

    [Fact]
    public void What_is_no_link_stays_as_it_is() => CanonicalLink.Of(" urn:x ").ShouldBe("urn:x");
}
