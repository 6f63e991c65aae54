namespace Digest.Outbox;

/// <summary>When a deferred message is tried again: after about 1, 5, 15, 60 and then every 240 minutes (RFC 5321 §4.5.4.1 wants patience).</summary>
public sealed class Backoff(Random random)
{
    private static readonly int[] Minutes = [1, 5, 15, 60, 240];

    /// <summary>The pause after the given number of deferrals (1 and up), within a fifth of its nominal length either way.</summary>
    public TimeSpan After(int deferrals)
    {
        var nominal = TimeSpan.FromMinutes(Minutes[Math.Clamp(deferrals, 1, Minutes.Length) - 1]);
        return nominal * (0.8 + 0.4 * random.NextDouble());
    }
}
