namespace Digest.Outbox;

/// <summary>Whether the mail server can be reached at present; shared by all connections of this process.</summary>
public sealed class Outage(TimeProvider clock)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);
    private readonly Lock turn = new();
    private TimeSpan pause = Shortest;

    /// <summary>What is wrong, in the server's or the system's words; null while all is well.</summary>
    public string? Reason { get; private set; }

    /// <summary>When the server is tried again.</summary>
    public DateTimeOffset Until { get; private set; }

    public bool Lasts => Reason is not null && clock.GetUtcNow() < Until;

    /// <summary>Nobody tries again before a pause that doubles up to five minutes; what only an operator can mend waits the longest.</summary>
    /// <returns>True when this is news.</returns>
    public bool Report(string reason, bool operatorMustAct)
    {
        lock (turn)
        {
            if (Lasts)
                return false;
            var news = Reason != reason;
            Reason = reason;
            Until = clock.GetUtcNow() + (operatorMustAct ? Longest : pause);
            pause = pause * 2 < Longest ? pause * 2 : Longest;
            return news;
        }
    }

    /// <summary>A connection stands.</summary>
    public void End()
    {
        lock (turn)
        {
            Reason = null;
            pause = Shortest;
        }
    }
}
