using Digest.Storage;

namespace Digest.Outbox;

/// <summary>What the submitting loop of this process does at present, counted as it happens.</summary>
public sealed class SubmittingActivity(TimeProvider clock)
{
    private const int Seconds = 60;
    private readonly Lock turn = new();
    private readonly (long Second, int Answers)[] ring = new (long, int)[Seconds];
    private int connections;

    private static readonly TimeSpan Lately = TimeSpan.FromMinutes(2);
    private long submittedAt = long.MinValue;

    /// <summary>Whether a message was submitted within the last two minutes: since any other was tried last.</summary>
    public bool HasSubmittedLately => Volatile.Read(ref submittedAt) > clock.Milliseconds() - (long)Lately.TotalMilliseconds;

    /// <summary>The connections that stand.</summary>
    public int Connections => Volatile.Read(ref connections);

    /// <summary>The messages that had an answer within the last minute.</summary>
    public int LastMinute
    {
        get
        {
            lock (turn)
            {
                var from = Now - Seconds;
                return ring.Sum(one => one.Second > from ? one.Answers : 0);
            }
        }
    }

    private long Now => clock.GetUtcNow().ToUnixTimeSeconds();

    internal void Opened() => Interlocked.Increment(ref connections);

    internal void Closed() => Interlocked.Decrement(ref connections);

    internal void Submitted() => Volatile.Write(ref submittedAt, clock.Milliseconds());

    internal void Answered()
    {
        lock (turn)
        {
            ref var one = ref ring[Now % Seconds];
            one = (Now, one.Second == Now ? one.Answers + 1 : 1);
        }
    }
}
