namespace Digest.Outbox;

/// <summary>Lets at most so many messages begin per second, evenly spread; 0: as fast as the connections go.</summary>
public sealed class Pace(int perSecond, TimeProvider clock)
{
    private readonly Lock turn = new();
    private DateTimeOffset next;

    public Task WaitAsync(CancellationToken cancellation)
    {
        if (perSecond == 0)
            return Task.CompletedTask;
        TimeSpan pause;
        lock (turn)
        {
            var now = clock.GetUtcNow();
            next = (next < now ? now : next) + TimeSpan.FromSeconds(1.0 / perSecond);
            pause = next - now;
        }
        return Task.Delay(pause, clock, cancellation);
    }
}
