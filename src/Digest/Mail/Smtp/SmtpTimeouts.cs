namespace Digest.Mail.Smtp;

/// <summary>How long is waited for a server. The defaults are the least of RFC 5321 §4.5.3.2; a connection is given less.</summary>
internal sealed record SmtpTimeouts
{
    public static SmtpTimeouts Default { get; } = new();

    /// <summary>For each of the server's addresses.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan Greeting { get; init; } = TimeSpan.FromMinutes(5);

    public TimeSpan Command { get; init; } = TimeSpan.FromMinutes(5);

    public TimeSpan Data { get; init; } = TimeSpan.FromMinutes(2);

    public TimeSpan Block { get; init; } = TimeSpan.FromMinutes(3);

    public TimeSpan FinalDot { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>For an answer to the final dot once the caller has cancelled.</summary>
    public TimeSpan FinalDotWhenCancelled { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan Quit { get; init; } = TimeSpan.FromSeconds(2);
}
