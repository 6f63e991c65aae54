using Digest.Mail.Mime;

namespace Digest.Mail.Smtp;

/// <summary>What was said on a connection, line by line, for people: without passwords, and without the message.</summary>
internal sealed class SmtpTranscript
{
    private readonly List<string> lines = [];
    private bool secretsFollow;

    /// <summary>Ours begin with <c>&gt;</c>, the server's with <c>&lt;</c>.</summary>
    public IReadOnlyList<string> Lines => lines;

    /// <summary>The server's last answer; null: it has not said anything.</summary>
    public SmtpAnswer? Last { get; private set; }

    public void Note(string what) => lines.Add(what);

    public void Asked(string command)
    {
        var isSignIn = command.StartsWith("AUTH ", StringComparison.Ordinal);
        lines.Add("> " + (secretsFollow ? "(not shown)" : isSignIn && command.Split(' ') is [var verb, var how, _, ..] ? $"{verb} {how} (not shown)" : HeaderRules.Squeeze(command)));
        secretsFollow |= isSignIn;
    }

    public void Answered(SmtpAnswer answer, IReadOnlyList<string> said)
    {
        Last = answer;
        // 334 asks for more of the secret (RFC 4954 §4); what it asks is encoded and tells nothing.
        secretsFollow &= answer.IsGoOn;
        for (var at = 0; at < said.Count; at++)
            lines.Add($"< {answer.Code}{(at == said.Count - 1 ? ' ' : '-')}{HeaderRules.Squeeze(said[at])}");
    }
}
