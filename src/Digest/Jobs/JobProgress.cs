namespace Digest.Jobs;

/// <summary>
/// Takes what a run reports of itself; one for each run. It is written to the run's row at most once a second, so work may
/// report as often as it likes. Outside a run nobody listens.
/// </summary>
public sealed class JobProgress : IProgress<WorkDone>
{
    private readonly Lock turn = new();
    private WorkDone? latest;

    public void Report(WorkDone value)
    {
        lock (turn)
            latest = value;
    }

    /// <summary>What has been reported since it was last taken; null: nothing.</summary>
    internal WorkDone? Take()
    {
        lock (turn)
        {
            var taken = latest;
            latest = null;
            return taken;
        }
    }
}
