using System.Text;
using System.Text.RegularExpressions;

namespace Digest.Mail.Reading;

/// <summary>A part of a message (RFC 2045, RFC 2046). Its content is kept as octets, one character each.</summary>
internal sealed partial class MimePart
{
    private const int Deepest = 10;
    private const int MostParts = 100;

    private MimePart(IReadOnlyList<KeyValuePair<string, string>> fields, string body, int depth)
    {
        Fields = fields;
        Body = body;
        var contentType = Field("Content-Type") ?? "text/plain";
        Type = contentType.Split(';')[0].Trim().ToLowerInvariant();
        Charset = Parameter(contentType, "charset") ?? "utf-8";
        Parts = depth < Deepest && Type.StartsWith("multipart/", StringComparison.Ordinal) && Parameter(contentType, "boundary") is { Length: > 0 } boundary
            ? Split(body, boundary, depth)
            : [];
    }

    public IReadOnlyList<KeyValuePair<string, string>> Fields { get; }

    public string Type { get; }

    private string Charset { get; }

    private string Body { get; }

    private List<MimePart> Parts { get; }

    public static MimePart Read(string octets, int depth)
    {
        var text = octets.Replace("\r\n", "\n", StringComparison.Ordinal);
        var end = text.StartsWith('\n') ? 0 : text.IndexOf("\n\n", StringComparison.Ordinal);
        var head = end < 0 ? text : text[..end];
        return new MimePart(ReadFields(head), end < 0 ? "" : text[(end == 0 ? 1 : end + 2)..], depth);
    }

    /// <summary>The parts that hold something themselves, in their order.</summary>
    public IEnumerable<MimePart> Leaves() => Parts.Count == 0 ? [this] : Parts.SelectMany(part => part.Leaves());

    /// <summary>The content as text.</summary>
    public string Decode()
    {
        var bytes = (Field("Content-Transfer-Encoding") ?? "").Trim().ToLowerInvariant() switch
        {
            "quoted-printable" => TransferDecoding.QuotedPrintable(Body),
            "base64" => TransferDecoding.Base64(Body),
            _ => Encoding.Latin1.GetBytes(Body),
        };
        return TransferDecoding.Text(bytes, Charset);
    }

    private string? Field(string name) => Fields.FirstOrDefault(field => string.Equals(field.Key, name, StringComparison.OrdinalIgnoreCase)).Value;

    private static List<KeyValuePair<string, string>> ReadFields(string head)
    {
        var fields = new List<KeyValuePair<string, string>>();
        foreach (var line in head.Split('\n'))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (line.Length > 0 && line[0] is ' ' or '\t' && fields.Count > 0)
                fields[^1] = KeyValuePair.Create(fields[^1].Key, $"{fields[^1].Value} {line.Trim()}");
            else if (colon > 0)
                // Headers may hold UTF-8 as it is (RFC 6532).
                fields.Add(KeyValuePair.Create(line[..colon].Trim(), Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(line[(colon + 1)..].Trim()))));
        }
        return fields;
    }

    private static List<MimePart> Split(string body, string boundary, int depth)
    {
        var marker = "\n--" + boundary;
        var pieces = ("\n" + body).Split(marker, MostParts + 2);
        // Before the first stands the preamble; what begins with two dashes is the end.
        return [.. pieces.Skip(1).TakeWhile(piece => !piece.StartsWith("--", StringComparison.Ordinal)).Select(piece => Read(piece[(piece.IndexOf('\n', StringComparison.Ordinal) + 1)..], depth + 1))];
    }

    private static string? Parameter(string field, string name) =>
        Parameters().Matches(field).FirstOrDefault(found => string.Equals(found.Groups["name"].Value, name, StringComparison.OrdinalIgnoreCase)) is { } match
            ? match.Groups["quoted"].Success ? match.Groups["quoted"].Value : match.Groups["plain"].Value
            : null;

    [GeneratedRegex("""; *(?<name>[A-Za-z0-9-]+) *= *(?:"(?<quoted>[^"]*)"|(?<plain>[^\s;]+))""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameters();
}
