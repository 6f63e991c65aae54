namespace Digest.Outbox;

/// <summary>
/// Lets at most so many messages begin per second, evenly spread. A server that says it has had enough (421, 4.7.x, a refused
/// connection) halves the pace; while it is content the pace recovers slowly, up to what the settings allow.
/// </summary>
/// <param name="perSecond">What the settings allow; 0: as fast as the connections go.</param>
/// <param name="clock">Whose seconds.</param>
public sealed class Pace(int perSecond, TimeProvider clock)
{
    /// <summary>What several connections are told within this time is one and the same trouble.</summary>
    internal static readonly TimeSpan OneTrouble = TimeSpan.FromSeconds(5);

    /// <summary>How long the server must be content for the pace to rise by a quarter.</summary>
    internal static readonly TimeSpan Recovery = TimeSpan.FromSeconds(30);

    private const double Slowest = 1;
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(10);
    private readonly Lock turn = new();
    private DateTimeOffset next;
    private DateTimeOffset changedAt;
    private double slowed;
    private double unhindered;
    private (DateTimeOffset Since, int Begun, double Before) rate;

    /// <summary>Messages per second to which trouble has slowed it down; null: it has not.</summary>
    public double? Slowed
    {
        get
        {
            lock (turn)
                return slowed > 0 ? slowed : null;
        }
    }

    /// <summary>Waits for the next message's turn.</summary>
    public Task WaitAsync(CancellationToken cancellation)
    {
        var pause = Take(longest: TimeSpan.MaxValue)!.Value;
        return pause > TimeSpan.Zero ? Task.Delay(pause, clock, cancellation) : Task.CompletedTask;
    }

    /// <summary>Takes the next message's turn if it may begin at once.</summary>
    public bool TryTake() => Take(longest: TimeSpan.Zero) is not null;

    /// <summary>Takes a turn; null: it would come later than <paramref name="longest"/> from now.</summary>
    private TimeSpan? Take(TimeSpan longest)
    {
        lock (turn)
        {
            var now = clock.GetUtcNow();
            Recover(now);
            var limit = slowed > 0 ? slowed : perSecond;
            var begins = limit <= 0 || next < now ? now : next;
            if (begins - now > longest)
                return null;
            Count(now);
            if (limit > 0)
                next = begins + TimeSpan.FromSeconds(1.0 / limit);
            return begins - now;
        }
    }

    /// <summary>The server has had enough for the moment.</summary>
    /// <returns>The pace from now on; null: that was known already.</returns>
    public double? SlowDown()
    {
        lock (turn)
        {
            var now = clock.GetUtcNow();
            if (slowed > 0 && now - changedAt < OneTrouble)
                return null;
            if (slowed <= 0)
                unhindered = perSecond > 0 ? perSecond : Math.Max(1, Rate(now));
            slowed = Math.Max(Slowest, (slowed > 0 ? slowed : unhindered) / 2);
            changedAt = now;
            return slowed;
        }
    }

    private void Recover(DateTimeOffset now)
    {
        while (slowed > 0 && now - changedAt >= Recovery)
        {
            slowed *= 1.25;
            changedAt += Recovery;
            if (slowed >= unhindered)
                slowed = 0;
        }
    }

    private void Count(DateTimeOffset now)
    {
        if (now - rate.Since >= Measured)
            rate = (now, 0, now - rate.Since < 2 * Measured ? rate.Begun / Measured.TotalSeconds : 0);
        rate.Begun++;
    }

    private double Rate(DateTimeOffset now) => Math.Max(rate.Before, rate.Begun / Math.Max(1, (now - rate.Since).TotalSeconds));
}
