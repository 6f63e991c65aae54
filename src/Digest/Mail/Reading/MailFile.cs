using System.Text;

namespace Digest.Mail.Reading;

/// <summary>A message read back from its bytes: the fields a person looks for, and the parts that can be shown.</summary>
/// <param name="Headers">All fields in their order, unfolded, encoded words decoded (RFC 2047).</param>
/// <param name="Html">The first HTML part; null: none.</param>
/// <param name="Text">The first text part; null: none.</param>
public sealed record MailFile(IReadOnlyList<KeyValuePair<string, string>> Headers, string? Html, string? Text)
{
    /// <summary>The first field of a name; null: none.</summary>
    public string? Header(string name) => Headers.FirstOrDefault(field => string.Equals(field.Key, name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>Reads any bytes; what is not understood is left out.</summary>
    public static MailFile Read(ReadOnlySpan<byte> bytes)
    {
        var part = MimePart.Read(Encoding.Latin1.GetString(bytes), depth: 0);
        var leaves = part.Leaves().ToList();
        return new MailFile(
            [.. part.Fields.Select(field => KeyValuePair.Create(field.Key, EncodedWordReader.Decode(field.Value)))],
            leaves.Find(leaf => leaf.Type == "text/html")?.Decode(),
            leaves.Find(leaf => leaf.Type == "text/plain")?.Decode());
    }
}
