using System.Text;

namespace Digest.Rendering;

/// <summary>One message's content for a group of readers, with <paramref name="Markers"/> (slot name to marker) where a reader's own links go.</summary>
public sealed record Rendered(string Subject, string Html, string Text, IReadOnlyDictionary<string, string> Markers)
{
    /// <summary>The HTML part's size in UTF-8, with markers.</summary>
    public int HtmlBytes => Encoding.UTF8.GetByteCount(Html);

    /// <summary>
    /// An upper bound of the HTML part's size in quoted-printable (RFC 2045 §6.7), with markers: what is not printable ASCII
    /// takes three bytes, and so does each line break that the encoding adds.
    /// </summary>
    public int EncodedHtmlBytes
    {
        get
        {
            const int softBreak = 3;
            const int shortestFullLine = 73;
            var bytes = 0;
            foreach (var character in Html)
            {
                bytes += character switch
                {
                    '=' => 3,
                    '\n' => 2,
                    >= ' ' and <= '~' => 1,
                    < '\u0080' => 3,
                    < '\u0800' => 6,
                    >= '\ud800' and <= '\udfff' => 6,
                    _ => 9,
                };
            }
            return bytes + ((bytes / shortestFullLine) + 1) * softBreak;
        }
    }
}
