namespace Digest.Storage;

/// <summary>On SQLite one process at a time is the worker, by the lock on a file beside the database.</summary>
internal sealed class FileWorkerLock : WorkerLock
{
    private readonly FileStream file;

    private FileWorkerLock(FileStream file) => this.file = file;

    public override bool IsTheOnly => true;

    public static FileWorkerLock? Take(Database database)
    {
        Directory.CreateDirectory(database.Folder);
        try
        {
            return new FileWorkerLock(new FileStream(database.File + ".worker", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            return null;
        }
    }

    public override Task<bool> IsHeldAsync(CancellationToken cancellation = default) => Task.FromResult(true);

    public override Task<IReadOnlyList<string>> GoneAsync(CancellationToken cancellation = default) => Task.FromResult<IReadOnlyList<string>>([]);

    public override Task ForgetAsync(IReadOnlyCollection<string> gone, CancellationToken cancellation = default) => Task.CompletedTask;

    public override ValueTask DisposeAsync() => file.DisposeAsync();
}
