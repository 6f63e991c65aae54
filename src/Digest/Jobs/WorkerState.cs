namespace Digest.Jobs;

/// <summary>Whether this process runs the jobs and submits messages; for pages to say so.</summary>
public sealed class WorkerState
{
    private volatile bool isWorker;

    public bool IsWorker
    {
        get => isWorker;
        internal set => isWorker = value;
    }
}
