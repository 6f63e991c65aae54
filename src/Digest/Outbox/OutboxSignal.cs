namespace Digest.Outbox;

/// <summary>Wakes the submitting loop of this process when rows were added; other processes notice within a second.</summary>
public sealed class OutboxSignal(TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim rung = new(0);

    public void Ring()
    {
        if (rung.CurrentCount == 0)
            rung.Release();
    }

    /// <summary>Returns when rung, or after a second.</summary>
    public async Task WaitAsync(CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await Task.WhenAny(rung.WaitAsync(either.Token), Task.Delay(Poll, clock, either.Token));
        await either.CancelAsync();
        cancellation.ThrowIfCancellationRequested();
    }

    public void Dispose() => rung.Dispose();
}
