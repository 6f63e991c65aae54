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
        if (element.Attribute("mode") == "base64" || IsBytes(element))
            return FromBase64(text);
        // Feeds forget to say that a text is HTML; literal tags are not what a newsroom writes.
        return IsText(element) && !LooksLikeHtml().IsMatch(text) ? WebUtility.HtmlEncode(text) : text;
    }

    /// <summary>Whether a reader who keeps to the format would see references.</summary>
    public static bool IsEscapedTwice(FeedElement element)
    {
        if (element.HasElements)
            return false;
        var text = element.Text;
        return text.Contains('&', StringComparison.Ordinal) && PlainText.HasReferences(IsText(element) ? text : WebUtility.HtmlDecode(text));
    }

    private static bool IsText(FeedElement element)
    {
        var type = element.Attribute("type")?.Trim().ToLowerInvariant();
        return element.Space switch
        {
            Namespaces.Atom => type is null or "" or "text" or "text/plain" || (type.EndsWith("xml", StringComparison.Ordinal) && element.Attribute("mode") != "escaped"),
            "media" => type != "html",
            _ => false,
        };
    }

    /// <summary>Content without a readable type is in Base64 (RFC 4287 §4.1.3.3).</summary>
    private static bool IsBytes(FeedElement element) =>
        element.Space == Namespaces.Atom && element.Attribute("type")?.Trim().Equals("application/octet-stream", StringComparison.OrdinalIgnoreCase) == true;

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
