namespace Digest.Signup;

/// <summary>Tells the loop that answers requests that there is one. Signals that nobody waits for become one.</summary>
public sealed class RequestSignal : IDisposable
{
    private readonly SemaphoreSlim semaphore = new(0, 1);

    public void Set()
    {
        try
        {
            semaphore.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is already set.
        }
    }

    /// <summary>Returns at the next signal (true) or after <paramref name="atMost"/> (false): another process may have written the row.</summary>
    public Task<bool> WaitAsync(TimeSpan atMost, CancellationToken cancellation) => semaphore.WaitAsync(atMost, cancellation);

    public void Dispose() => semaphore.Dispose();
}
