using System.Globalization;
using System.Text;

namespace Digest.Mail.Reading;

/// <summary>Undoes what content went through on its way (RFC 2045 §6). Octets come as characters, one each.</summary>
internal static class TransferDecoding
{
    public static byte[] QuotedPrintable(string octets)
    {
        var bytes = new List<byte>(octets.Length);
        foreach (var line in octets.Split('\n'))
        {
            var trimmed = line.TrimEnd(' ', '\t', '\r');
            var soft = trimmed.EndsWith('=');
            var end = soft ? trimmed.Length - 1 : trimmed.Length;
            for (var at = 0; at < end; at++)
            {
                if (trimmed[at] == '=' && at + 2 < end && byte.TryParse(trimmed.AsSpan(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
                {
                    bytes.Add(value);
                    at += 2;
                }
                else
                {
                    bytes.Add((byte)trimmed[at]);
                }
            }
            if (!soft)
                bytes.Add((byte)'\n');
        }
        return [.. bytes];
    }

    public static byte[] Base64(string octets)
    {
        var clean = string.Concat(octets.Where(character => char.IsAsciiLetterOrDigit(character) || character is '+' or '/'));
        clean = clean[..(clean.Length - (clean.Length % 4 == 1 ? 1 : 0))];
        return Convert.FromBase64String(clean.PadRight((clean.Length + 3) / 4 * 4, '='));
    }

    public static string Text(byte[] bytes, string charset)
    {
        try
        {
            return Encoding.GetEncoding(charset).GetString(bytes);
        }
        catch (ArgumentException)
        {
            return Encoding.UTF8.GetString(bytes);
        }
    }
}
