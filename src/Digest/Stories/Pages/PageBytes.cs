using System.Text;
using System.Text.RegularExpressions;
using Digest.Stories.Reading;

namespace Digest.Stories.Pages;

/// <summary>From a page's bytes to text: as a feed's, but that pages say their encoding in a <c>meta</c> of their own.</summary>
internal static partial class PageBytes
{
    private const int Head = 2048;

    public static string Decode(byte[] bytes, string? contentType)
    {
        if (contentType?.Contains("charset", StringComparison.OrdinalIgnoreCase) == true)
            return FeedBytes.Decode(bytes, contentType);
        var declared = Declaration().Match(Encoding.Latin1.GetString(bytes, 0, Math.Min(bytes.Length, Head)));
        return FeedBytes.Decode(bytes, declared.Success ? $"text/html; charset={declared.Groups["name"].Value}" : contentType);
    }

    /// <summary>Whether the answer's type speaks for a page; many servers name none, or plain text.</summary>
    public static bool MayBeHtml(string? contentType)
    {
        var type = contentType?.Split(';')[0].Trim().ToLowerInvariant();
        return type is null or "" or "text/html" or "application/xhtml+xml" or "application/xml" or "text/xml" or "text/plain";
    }

    [GeneratedRegex("""<meta\s[^>]*?charset\s*=\s*["']?\s*(?<name>[A-Za-z0-9._:-]+)""", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Declaration();
}
