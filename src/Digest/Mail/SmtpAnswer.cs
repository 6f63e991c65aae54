using System.Text;
using System.Text.RegularExpressions;

namespace Digest.Mail;

/// <summary>What a server said (RFC 5321 §4.2).</summary>
/// <param name="Code">Three digits.</param>
/// <param name="Enhanced">The enhanced code such as <c>5.1.1</c> (RFC 3463), where one was given.</param>
/// <param name="Text">All lines in one, without codes and control characters, 500 characters at most.</param>
public sealed partial record SmtpAnswer(int Code, string? Enhanced, string Text)
{
    private const int LongestText = 500;

    /// <summary>2yz.</summary>
    public bool IsDone => Code / 100 == 2;

    /// <summary>3yz: the server waits for more.</summary>
    public bool IsGoOn => Code / 100 == 3;

    /// <summary>4yz.</summary>
    public bool IsNotNow => Code / 100 == 4;

    /// <summary>5yz.</summary>
    public bool IsNever => Code / 100 == 5;

    /// <summary>421: the server ends the connection (RFC 5321 §3.8).</summary>
    public bool ClosesConnection => Code == 421;

    public override string ToString() => string.Join(' ', new[] { Code.ToString(), Enhanced, Text }.Where(part => part is { Length: > 0 }));

    /// <summary>Puts the lines of an answer, without their codes, together.</summary>
    internal static SmtpAnswer FromLines(int code, IEnumerable<string> lines)
    {
        string? enhanced = null;
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            var found = EnhancedCode().Match(line);
            var counts = found.Success && line[0] - '0' == code / 100;
            enhanced ??= counts ? found.Groups["code"].Value : null;
            text.Append(counts ? line[found.Length..] : line).Append('\n');
        }
        var clean = Mime.HeaderRules.Squeeze(text.ToString());
        return new SmtpAnswer(code, enhanced, clean.Length <= LongestText ? clean : Mime.HeaderRules.Squeeze(clean[..LongestText]));
    }

    [GeneratedRegex(@"\A(?<code>[245]\.[0-9]{1,3}\.[0-9]{1,3})(?: |\z)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EnhancedCode();
}
