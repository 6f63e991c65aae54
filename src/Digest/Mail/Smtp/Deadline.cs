namespace Digest.Mail.Smtp;

/// <summary>Ends what takes too long. One for a connection, used by one operation after the other: making one for each would cost more than the operations.</summary>
internal sealed class Deadline : IDisposable
{
    private CancellationTokenSource source = new();
    private CancellationTokenRegistration caller;

    /// <summary>Begins an operation.</summary>
    /// <param name="limit">How long it may take.</param>
    /// <param name="cancellation">The caller's own haste.</param>
    public CancellationToken Begin(TimeSpan limit, CancellationToken cancellation)
    {
        if (!source.TryReset())
        {
            source.Dispose();
            source = new CancellationTokenSource();
        }
        source.CancelAfter(limit);
        caller = cancellation.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), source);
        return source.Token;
    }

    /// <summary>The operation has ended: nothing is hurried any more.</summary>
    public void End()
    {
        caller.Dispose();
        source.CancelAfter(Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        caller.Dispose();
        source.Dispose();
    }
}
