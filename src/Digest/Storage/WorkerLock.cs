namespace Digest.Storage;

/// <summary>
/// On SQLite one process at a time is the worker: it runs the jobs and submits messages. The lock is on being the worker,
/// not on the database: other processes read and write beside it. The system releases it when the process ends, however it ends.
/// </summary>
public sealed class WorkerLock : IDisposable
{
    private readonly FileStream file;

    private WorkerLock(FileStream file) => this.file = file;

    /// <summary>The lock, or null while another process is the worker.</summary>
    public static WorkerLock? TryTake(Database database)
    {
        Directory.CreateDirectory(database.Folder);
        try
        {
            return new WorkerLock(new FileStream(database.File + ".worker", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            return null;
        }
    }

    public void Dispose() => file.Dispose();
}
