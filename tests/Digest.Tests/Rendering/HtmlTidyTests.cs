using System.Text;
using Digest.Rendering;

namespace Digest.Tests.Rendering;

public sealed class HtmlTidyTests
{
    [Theory]
    [InlineData("<p>  one\n\n   two </p>", "<p> one\ntwo </p>")]
    [InlineData("<a>x</a>   <b>y</b>", "<a>x</a> <b>y</b>")]
    [InlineData("<td>\n    <p>x</p>\n  </td>", "<td>\n<p>x</p>\n</td>")]
    public void White_space_in_text_collapses(string html, string expected) => HtmlTidy.Minify(html).ShouldBe(expected + "\n");

    [Theory]
    [InlineData("<img alt=\"two  spaces  >  here\">")]
    [InlineData("<img alt='it  is  \"quoted\"  >'>")]
    [InlineData("<style>\n  a  { color : red }\n</style>")]
    [InlineData("<!--[if mso]>  <table>  <![endif]-->")]
    [InlineData("<p>a\u00a0\u00a0b</p>")]
    public void Attributes_styles_conditional_comments_and_no_break_spaces_stay(string html) => HtmlTidy.Minify(html).ShouldBe(html + "\n");

    [Fact]
    public void Other_comments_go() => HtmlTidy.Minify("<p>a <!-- note --> b</p>").ShouldBe("<p>a b</p>\n");

    [Theory]
    [InlineData("<")]
    [InlineData("<a href=\"")]
    [InlineData("")]
    public void Broken_html_does_not_break_it(string html) => HtmlTidy.Minify(html).ShouldBe(html + "\n");

    [Fact]
    public void The_encoded_size_is_never_less_than_what_quoted_printable_takes()
    {
        var html = string.Concat(Enumerable.Repeat("<p class=\"é\">日本 🐟 = plain words\n", 500));
        var encoded = Encoding.UTF8.GetBytes(html).Sum(octet => octet is (byte)'=' or > 126 ? 3 : 1);
        var breaks = 3 * (encoded / 73);
        new Rendered("", html, "", new Dictionary<string, string>(StringComparer.Ordinal)).EncodedHtmlBytes.ShouldBeGreaterThanOrEqualTo(encoded + breaks);
    }
}
