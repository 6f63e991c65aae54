namespace Digest.Signup.Gate;

/// <summary>How many filled-in forms have come to this process within a minute, and whether that is too many.</summary>
public sealed class Pressure(SignupOptions options, TimeProvider clock)
{
    private const int Seconds = 60;

    private readonly Lock gate = new();
    private readonly (long Second, int Count)[] counts = new (long, int)[Seconds];

    /// <summary>Whether sign-ups have to be worked or waited for.</summary>
    public bool IsHigh
    {
        get
        {
            var now = Now;
            lock (gate)
            {
                var all = 0;
                foreach (var (second, count) in counts)
                    all += now - second < Seconds ? count : 0;
                return all > options.WorkAbovePerMinute;
            }
        }
    }

    private long Now => clock.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>One more has come.</summary>
    public void Count()
    {
        var now = Now;
        lock (gate)
        {
            ref var slot = ref counts[now % Seconds];
            slot = (now, slot.Second == now ? slot.Count + 1 : 1);
        }
    }
}
