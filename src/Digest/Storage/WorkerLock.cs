namespace Digest.Storage;

/// <summary>
/// Being a worker: a process that runs the jobs and submits messages. The system releases the lock when the process ends,
/// however it ends. The lock is not on the database: others read and write beside it.
/// </summary>
public abstract class WorkerLock : IAsyncDisposable
{
    private protected WorkerLock()
    {
    }

    /// <summary>Whether there is one worker at a time: whoever worked before is no more, and everything that it held is void.</summary>
    public abstract bool IsTheOnly { get; }

    /// <summary>The lock, or null while another process is the worker.</summary>
    /// <param name="database">The database, which names this process among the workers.</param>
    /// <param name="besideOthers">On PostgreSQL: be one worker of several; otherwise null while there is another.</param>
    /// <param name="cancellation">Ends the wait for the database.</param>
    public static async Task<WorkerLock?> TryTakeAsync(Database database, bool besideOthers, CancellationToken cancellation = default) =>
        database.Options.Provider is StorageProvider.Postgres ? await SharedWorkerLock.TakeAsync(database, besideOthers, cancellation) : FileWorkerLock.Take(database);

    /// <summary>Whether it is still held; a lock on a server is lost with its connection.</summary>
    public abstract Task<bool> IsHeldAsync(CancellationToken cancellation = default);

    /// <summary>The ids of workers that are no more, and what they held is not void yet: the caller voids it and forgets them.</summary>
    public abstract Task<IReadOnlyList<string>> GoneAsync(CancellationToken cancellation = default);

    /// <summary>What these workers held is void.</summary>
    public abstract Task ForgetAsync(IReadOnlyCollection<string> gone, CancellationToken cancellation = default);

    public abstract ValueTask DisposeAsync();
}
