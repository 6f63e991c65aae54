using System.Text.RegularExpressions;

namespace Digest.Mail.Reading;

/// <summary>Reads encoded words (RFC 2047) in a header field; what is none stays as it is.</summary>
internal static partial class EncodedWordReader
{
    public static string Decode(string field)
    {
        // White space between two encoded words is not part of the text (§6.2).
        var joined = Between().Replace(field, "${word}");
        return Words().Replace(joined, word => Decode(word.Groups["charset"].Value, word.Groups["how"].Value, word.Groups["what"].Value));
    }

    private static string Decode(string charset, string how, string what)
    {
        var bytes = how is "B" or "b" ? TransferDecoding.Base64(what) : TransferDecoding.QuotedPrintable(what.Replace('_', ' ') + "=");
        return TransferDecoding.Text(bytes, charset.Split('*')[0]);
    }

    [GeneratedRegex(@"(?<word>=\?[^?\s]+\?[BbQq]\?[^?\s]*\?=)\s+(?==\?[^?\s]+\?[BbQq]\?)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Between();

    [GeneratedRegex(@"=\?(?<charset>[^?\s]+)\?(?<how>[BbQq])\?(?<what>[^?\s]*)\?=", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Words();
}
