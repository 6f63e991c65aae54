namespace Digest.Jobs.Alerts.Conditions;

/// <summary>A job that fails each time: whatever it is for does not happen.</summary>
public sealed class JobsFail(JobBoard board) : IAlertCondition
{
    internal const int InARow = 3;

    public string Name => "job-fails";

    public async Task<IReadOnlyList<Trouble>> FindAsync(CancellationToken cancellation) =>
        In(await board.StatesAsync(cancellation));

    /// <summary>What is wrong with jobs that stand like this.</summary>
    internal IReadOnlyList<Trouble> In(IReadOnlyList<JobState> jobs) => [.. jobs.Where(job => job.FailuresInARow >= InARow).Select(Of)];

    private Trouble Of(JobState job) => new(
        $"{Name}:{job.Name}", AlertSeverity.Serious,
        $"The job “{job.What}” failed {job.FailuresInARow} times in a row: {Reason(job.LastProblem)}.",
        job.IsLoop
            ? "Look at what it said and mend that; it begins again by itself."
            : "Look at what it said, mend that and run it now; it is tried again by itself as well.",
        $"/admin/jobs/{job.Name}", "Look at the job");

    /// <summary>What was thrown without its type and stack.</summary>
    private static string Reason(string? problem)
    {
        var line = (problem ?? "no reason was kept").Split('\n')[0];
        var colon = line.IndexOf(": ", StringComparison.Ordinal);
        return Scrubbed.Of(colon > 0 && !line[..colon].Contains(' ', StringComparison.Ordinal) ? line[(colon + 2)..] : line).TrimEnd('.');
    }
}
