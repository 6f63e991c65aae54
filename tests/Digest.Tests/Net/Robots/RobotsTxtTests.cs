using System.Text;
using Digest.Net.Robots;

namespace Digest.Tests.Net.Robots;

/// <summary>RFC 9309, its examples in words of our own.</summary>
public sealed class RobotsTxtTests
{
    [Theory]
    [InlineData("User-agent: Digest\nDisallow: /x", "/x", false)]
    [InlineData("user-AGENT: dIGEST\ndisALLOW: /x", "/x", false)]
    [InlineData("User-agent: Digest/1.0\nDisallow: /x", "/x", false)]
    [InlineData("User-agent: Digester\nDisallow: /x", "/x", true)]
    [InlineData("User-agent: Dig\nDisallow: /x", "/x", true)]
    [InlineData("User-agent: *\nDisallow: /x\n\nUser-agent: Digest\nDisallow: /y", "/x", true)]
    [InlineData("User-agent: *\nDisallow: /x\n\nUser-agent: Digest", "/x", true)]
    [InlineData("User-agent: *\nDisallow: /x\nUser-agent: Other\nDisallow: /", "/y", true)]
    [InlineData("User-agent: Digest\nUser-agent: Other\nDisallow: /x", "/x", false)]
    [InlineData("User-agent: Digest\nDisallow: /x\nUser-agent: Other\nDisallow: /\nUser-agent: digest\nDisallow: /y", "/y", false)]
    [InlineData("User-agent: Digest\nDisallow: /x\nUser-agent: Other\nDisallow: /\nUser-agent: digest\nDisallow: /y", "/x", false)]
    [InlineData("User-agent: Digest\nDisallow: /x\nUser-agent: Other\nDisallow: /\nUser-agent: digest\nDisallow: /y", "/z", true)]
    [InlineData("User-agent: Digest\nSitemap: https://x.example/s.xml\nUser-agent: Other\nDisallow: /x", "/x", false)]
    [InlineData("Disallow: /x\nUser-agent: Other\nDisallow: /y", "/x", true)]
    [InlineData("User-agent: Other\n", "/x", true)]
    [InlineData("", "/x", true)]
    public void Groups_are_chosen_by_name_and_merged(string text, string path, bool allowed) => Allows(text, path).ShouldBe(allowed);

    [Theory]
    [InlineData("Allow: /p/\nDisallow: /", "/p/story", true)]
    [InlineData("Allow: /p/\nDisallow: /", "/q", false)]
    [InlineData("Disallow: /example/page/\nAllow: /example/page/disallowed.gif", "/example/page/disallowed.gif", true)]
    [InlineData("Allow: /folder\nDisallow: /folder", "/folder/page", true)]
    [InlineData("Disallow: /folder\nAllow: /folder", "/folder/page", true)]
    [InlineData("Allow: /page\nDisallow: /*.htm", "/page.htm", false)]
    [InlineData("Allow: /$\nDisallow: /", "/", true)]
    [InlineData("Allow: /$\nDisallow: /", "/page", false)]
    [InlineData("Disallow: *.gif$", "/a/b.gif", false)]
    [InlineData("Disallow: *.gif$", "/a/b.gif?x=1", true)]
    [InlineData("Disallow: /fish*", "/fisher.html", false)]
    [InlineData("Disallow: /fish/", "/fish", true)]
    [InlineData("Disallow: /*/draft/*/x$", "/2026/draft/a/b/x", false)]
    [InlineData("Disallow: /*/draft/*/x$", "/2026/draft/a/b/xy", true)]
    [InlineData("Disallow: /a*a$", "/a", true)]
    [InlineData("Disallow: /Fish", "/fish", true)]
    [InlineData("Disallow:", "/x", true)]
    [InlineData("Disallow: x", "/x", true)]
    [InlineData("Disallow: /", "/robots.txt", true)]
    [InlineData("Disallow: /*?", "/x?y", false)]
    [InlineData("Disallow: /*?", "/x", true)]
    public void The_longest_rule_that_matches_counts_and_the_kinder_of_two(string rules, string path, bool allowed) => Allows("User-agent: *\n" + rules, path).ShouldBe(allowed);

    [Theory]
    [InlineData("/foo/bar?baz=quz", "/foo/bar?baz=quz")]
    [InlineData("/foo/bar?baz=http://foo.bar", "/foo/bar?baz=http%3A%2F%2Ffoo.bar")]
    [InlineData("/foo/bar?baz=http%3A%2F%2Ffoo.bar", "/foo/bar?baz=http://foo.bar")]
    [InlineData("/foo/bar/ツ", "/foo/bar/%E3%83%84")]
    [InlineData("/foo/bar/%E3%83%84", "/foo/bar/ツ")]
    [InlineData("/foo/bar/%e3%83%84", "/foo/bar/%E3%83%84")]
    [InlineData("/foo/bar/%62%61%7A", "/foo/bar/baz")]
    [InlineData("/path/file-with-a-%2A.html", "/path/file-with-a-*.html")]
    [InlineData("/path/foo-%24", "/path/foo-$")]
    [InlineData("/a$b", "/a$b")]
    public void Paths_are_compared_in_one_spelling(string pattern, string path) => Allows($"User-agent: *\nDisallow: {pattern}", path).ShouldBeFalse();

    [Theory]
    [InlineData("/a%2Fb", "/a/b")]
    [InlineData("/path/file-with-a-%2A.html", "/path/file-with-a-x.html")]
    [InlineData("/path/foo-%24", "/path/foo-")]
    public void What_is_reserved_is_not_what_it_escapes(string pattern, string path) => Allows($"User-agent: *\nDisallow: {pattern}", path).ShouldBeTrue();

    [Theory]
    [InlineData("\uFEFFUser-agent: *\nDisallow: /x")]
    [InlineData("User-agent: *\rDisallow: /x\r")]
    [InlineData("User-agent: *\r\nDisallow: /x\r\n")]
    [InlineData("\n\n  User-agent : * # all\n\t disallow\t:\t/x # not this\nHost: x\nnonsense\n: /")]
    public void Lines_end_as_they_like_and_what_is_unknown_is_passed_over(string text)
    {
        Allows(text, "/x").ShouldBeFalse();
        Allows(text, "/y").ShouldBeTrue();
    }

    [Fact]
    public void What_comes_after_500_kibibytes_is_not_read()
    {
        var filler = string.Concat(Enumerable.Repeat("# nothing\n", 52_000));
        Allows($"User-agent: *\nDisallow: /x\n{filler}Disallow: /y", "/x").ShouldBeFalse();
        Allows($"User-agent: *\nDisallow: /x\n{filler}Disallow: /y", "/y").ShouldBeTrue();
    }

    [Fact]
    public void Bytes_that_are_no_text_forbid_nothing_and_hostile_rules_take_no_time()
    {
        RobotsTxt.Read(new byte[] { 0, 255, 254, 13, 10, 58 }, "Digest").Allow(new Uri("https://x.example/")).ShouldBeTrue();
        var started = TimeProvider.System.GetTimestamp();
        Allows($"User-agent: *\nDisallow: /{string.Concat(Enumerable.Repeat("*a", 200_000))}b", "/" + new string('a', 4000));
        Allows("User-agent: *\n" + string.Concat(Enumerable.Repeat("Disallow: /*a*a*a*a*b\n", 20_000)), "/" + new string('a', 4000));
        TimeProvider.System.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void A_delay_is_read_and_ends_no_group()
    {
        var rules = RobotsTxt.Read("User-agent: Digest\nCrawl-delay: 2.5\nUser-agent: Other\nDisallow: /x"u8, "Digest");
        rules.CrawlDelay.ShouldBe(TimeSpan.FromSeconds(2.5));
        rules.Allow(new Uri("https://x.example/x")).ShouldBeFalse();
        RobotsTxt.Read("User-agent: *\nCrawl-delay: -3"u8, "Digest").CrawlDelay.ShouldBeNull();
        RobotsTxt.Read("User-agent: *\nCrawl-delay: 1e9"u8, "Digest").CrawlDelay.ShouldBeNull();
    }

    [Fact]
    public void What_is_kept_says_the_same()
    {
        var rules = RobotsTxt.Read("User-agent: Digest\nCrawl-delay: 3\nDisallow: /a%2Ab/ツ*x$\nAllow: /\nDisallow: /#c"u8, "Digest");
        RobotsTxt.Read(Encoding.UTF8.GetBytes(rules.ToString()), "Digest").ToString().ShouldBe(rules.ToString());
        rules.ToString().ShouldContain("Disallow: /a%2Ab/%E3%83%84*x$");
    }

    private static bool Allows(string text, string path) => RobotsTxt.Read(Encoding.UTF8.GetBytes(text), "Digest").Allow(new Uri("https://www.news.example" + path));
}
