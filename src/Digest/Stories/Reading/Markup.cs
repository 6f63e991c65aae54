using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Digest.Stories.Reading;

/// <summary>What an element holds, as HTML, however the format says that it is written (RFC 4287 §3.1, Atom 0.3, RSS by custom).</summary>
internal static partial class Markup
{
    public static string Of(FeedElement element)
    {
        if (element.HasElements)
            return element.InnerHtml;
        var text = element.Text;
        if (element.Attribute("mode") == "base64")
            return FromBase64(text);
        var type = element.Attribute("type")?.Trim().ToLowerInvariant();
        var isText = element.Space switch
        {
            Namespaces.Atom => type is null or "" or "text" or "text/plain" || (type.EndsWith("xml", StringComparison.Ordinal) && element.Attribute("mode") != "escaped"),
            "media" => type != "html",
            _ => false,
        };
        // Feeds forget to say that a text is HTML; literal tags are not what a newsroom writes.
        return isText && !LooksLikeHtml().IsMatch(text) ? WebUtility.HtmlEncode(text) : text;
    }

    private static string FromBase64(string text)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(text));
        }
        catch (FormatException)
        {
            return "";
        }
    }

    [GeneratedRegex("</?(a|abbr|b|blockquote|br|cite|code|div|em|figure|font|h[1-6]|hr|i|iframe|img|li|ol|p|pre|q|s|script|small|span|strong|sub|sup|table|u|ul)(\\s[^<>]*)?/?>|&(#[0-9]+|#x[0-9a-f]+|[a-z]+[0-9]*);", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex LooksLikeHtml();
}
