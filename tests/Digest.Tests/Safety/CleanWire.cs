using System.Text;
using System.Text.RegularExpressions;
using Digest.Tests.Safety.Server;

namespace Digest.Tests.Safety;

/// <summary>What a server got is commands and headers of ours and nothing else.</summary>
internal static partial class CleanWire
{
    /// <summary>Every command is one of those that we send, with one address, and there are as many as there were messages.</summary>
    public static void ShouldHaveOnlyOurCommands(IReadOnlyCollection<string> commands, int messages)
    {
        commands.ShouldAllBe(line => Ours().IsMatch(line));
        foreach (var verb in new[] { "MAIL", "RCPT", "DATA" })
            commands.Count(line => line.StartsWith(verb, StringComparison.Ordinal)).ShouldBe(messages, verb);
    }

    /// <summary>Every message has these header fields, no line end but CRLF, and no line that could end it.</summary>
    public static void ShouldHaveOnlyThese(IReadOnlyList<string> fields, IEnumerable<Receipt> receipts)
    {
        foreach (var receipt in receipts)
        {
            var raw = Encoding.Latin1.GetString(receipt.Source);
            var head = raw[..raw.IndexOf("\r\n\r\n", StringComparison.Ordinal)];
            head.Replace("\r\n ", " ", StringComparison.Ordinal).Split("\r\n").Select(line => line.Split(':')[0]).ShouldBe(fields, head);
            raw.Replace("\r\n", "", StringComparison.Ordinal).AsSpan().IndexOfAny('\r', '\n', '\0').ShouldBe(-1, head);
            raw.Contains("\r\n.", StringComparison.Ordinal).ShouldBeFalse(head);
        }
    }

    [GeneratedRegex(@"\A(?:EHLO \S+|MAIL FROM:<news@news\.example>(?: SIZE=[0-9]+)?(?: BODY=8BITMIME)?(?: SMTPUTF8)?|RCPT TO:<[^<>\p{Cc}\u2028\u2029\s]+@[^<>\p{Cc}\u2028\u2029\s]+>|DATA|RSET|QUIT)\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ours();
}
