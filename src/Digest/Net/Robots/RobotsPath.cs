using System.Globalization;
using System.Text;

namespace Digest.Net.Robots;

/// <summary>The form in which the paths of addresses and of rules are compared (RFC 9309 §2.2.2).</summary>
internal static class RobotsPath
{
    private const string Unreserved = "-._~";

    // In a query, where nothing depends on them, these may be written either way; the RFC's own example does so.
    private const string FreeInQuery = ":/?@!'(),;[]";

    /// <summary>What comes after an address's host. Its own <c>*</c> and <c>$</c> are no signs.</summary>
    public static string OfAddress(Uri address) => Normalise(address.PathAndQuery, isPattern: false);

    /// <summary>A rule's pattern; null: it is none, as it begins at no root.</summary>
    public static string? OfPattern(string written)
    {
        if (written is not ['/' or '*', ..])
            return null;
        var pattern = Normalise(written, isPattern: true);
        // One sign for anything is as good as many.
        while (pattern.Contains("**", StringComparison.Ordinal))
            pattern = pattern.Replace("**", "*", StringComparison.Ordinal);
        return pattern;
    }

    private static string Normalise(string written, bool isPattern)
    {
        var result = new StringBuilder(written.Length);
        var bytes = Encoding.UTF8.GetBytes(written);
        var isQuery = false;
        for (var at = 0; at < bytes.Length; at++)
        {
            var one = bytes[at];
            if (one == '%' && at + 2 < bytes.Length && char.IsAsciiHexDigit((char)bytes[at + 1]) && char.IsAsciiHexDigit((char)bytes[at + 2]))
            {
                Escaped(result, byte.Parse(bytes.AsSpan(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture), isQuery);
                at += 2;
            }
            else if (one == '*' && isPattern)
            {
                result.Append('*');
            }
            else if (one == '$' && isPattern && at == bytes.Length - 1)
            {
                result.Append('$');
            }
            else if (one is <= 0x20 or >= 0x7F or (byte)'*' or (byte)'$')
            {
                Hex(result, one);
            }
            else
            {
                isQuery |= one == '?';
                result.Append((char)one);
            }
        }
        return result.ToString();
    }

    private static void Escaped(StringBuilder result, byte value, bool isQuery)
    {
        var character = (char)value;
        if (char.IsAsciiLetterOrDigit(character) || Unreserved.Contains(character) || (isQuery && FreeInQuery.Contains(character)))
            result.Append(character);
        else
            Hex(result, value);
    }

    private static void Hex(StringBuilder result, byte value) => result.Append('%').Append(value.ToString("X2", CultureInfo.InvariantCulture));
}
