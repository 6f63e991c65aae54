using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Digest.Web.Tests.Editions;

/// <summary>A message as a mail server got it.</summary>
internal sealed partial class ReceivedMessage(string to, byte[] bytes)
{
    public string To => to;

    public bool Taken { get; set; }

    /// <summary>The bytes as text, as they were on the wire.</summary>
    public string Source { get; } = Encoding.Latin1.GetString(bytes);

    /// <summary>The text and HTML parts without their transfer encoding.</summary>
    public string Decoded => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(
        Hexadecimal().Replace(Source.Replace("=\r\n", "", StringComparison.Ordinal), match => ((char)int.Parse(match.Groups["octet"].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString())));

    public string Subject => Header("Subject");

    public string Html => Decoded[Decoded.IndexOf("text/html", StringComparison.Ordinal)..];

    public string Header(string name) => HeaderLine(name).Match(Source) is { Success: true } found
        ? found.Groups["value"].Value.Replace("\r\n ", " ", StringComparison.Ordinal).Trim()
        : "";

    /// <summary>The path of the first link to this site that begins with the given path.</summary>
    public string PathOf(string path)
    {
        var link = Regex.Match(Decoded, Regex.Escape(TestSite.Url) + $@"(?<path>{path}[\w/-]*)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        link.Success.ShouldBeTrue($"no link to {path}");
        return link.Groups["path"].Value;
    }

    /// <summary>The stories of the feed that the message links to, in its own order.</summary>
    public IReadOnlyList<string> Stories => StoryLink().Matches(Html)
        .Select(match => match.Groups["slug"].Value).Distinct(StringComparer.Ordinal).ToList();

    /// <summary>The stories of the feed that the message offers beside others: those that its text lists as related.</summary>
    public IReadOnlyList<string> Related => RelatedBlock().Matches(Decoded.ReplaceLineEndings("\n")).SelectMany(block => StoryLink().Matches(block.Value)).Select(match => match.Groups["slug"].Value).ToList();

    private static Regex HeaderLine(string name) => new($@"^{name}: (?<value>(.*\r\n)( .*\r\n)*)", RegexOptions.Multiline | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    [GeneratedRegex("=(?<octet>[0-9A-F]{2})", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Hexadecimal();

    [GeneratedRegex(@"https://www\.news\.example/(?<slug>[\w-]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StoryLink();

    [GeneratedRegex(@"^ {4}Related:\n(\n* {4,}[^\n]*\n)+", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RelatedBlock();
}
