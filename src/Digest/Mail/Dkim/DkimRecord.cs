using System.Text;

namespace Digest.Mail.Dkim;

/// <summary>The DNS record that publishes a key (RFC 6376 §3.6.1).</summary>
public static class DkimRecord
{
    private const int LongestString = 255;

    /// <summary>Its value, as one text.</summary>
    public static string Value(DkimKey key) => $"v=DKIM1; k=rsa; p={Convert.ToBase64String(key.PublicKey)}";

    /// <summary>As a line of a zone file, in strings of at most 255 octets (RFC 1035 §3.3.14).</summary>
    public static string ZoneLine(DkimKey key, string selector, string domain)
    {
        var line = new StringBuilder($"{DkimNames.RecordName(selector, domain)}. IN TXT (");
        foreach (var part in Value(key).Chunk(LongestString))
            line.Append(" \"").Append(part).Append('"');
        return line.Append(" )").ToString();
    }
}
