namespace Digest.Mail.Smtp;

/// <summary>Answers of one line that a server gives over and over, such as "250 2.1.0 Ok": read once.</summary>
internal sealed class KnownAnswers
{
    private const int Most = 16;
    private readonly List<(byte[] Raw, SmtpAnswer Answer, IReadOnlyList<string> Lines)> known = [];

    /// <summary>The answer that a line is, when it was kept.</summary>
    public (SmtpAnswer Answer, IReadOnlyList<string> Lines)? Find(ReadOnlySpan<byte> line)
    {
        foreach (var (raw, answer, lines) in known)
        {
            if (line.SequenceEqual(raw))
                return (answer, lines);
        }
        return null;
    }

    /// <summary>Keeps an answer. The first ones of a connection are kept: those that repeat are among them.</summary>
    public void Keep(ReadOnlySpan<byte> line, SmtpAnswer answer, IReadOnlyList<string> lines)
    {
        if (known.Count < Most)
            known.Add((line.ToArray(), answer, lines));
    }
}
