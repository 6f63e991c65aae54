namespace Digest.Outbox;

/// <summary>Wakes the submitting loop of this process when rows were added; other processes notice within a second.</summary>
public sealed class OutboxSignal(TimeProvider clock)
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private TaskCompletionSource bell = New();

    /// <summary>Completes at the next ring. Taken before the rows are looked at, so that no ring is missed.</summary>
    public Task Rung => Volatile.Read(ref bell).Task;

    public void Ring() => Interlocked.Exchange(ref bell, New()).TrySetResult();

    /// <summary>Returns when rung, or after a second.</summary>
    public async Task WaitAsync(Task rung, CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await Task.WhenAny(rung, Task.Delay(Poll, clock, either.Token));
        await either.CancelAsync();
        cancellation.ThrowIfCancellationRequested();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
