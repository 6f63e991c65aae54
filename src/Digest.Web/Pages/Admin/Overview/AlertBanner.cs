using Digest.Jobs.Alerts;
using Digest.Storage;

namespace Digest.Web.Pages.Admin.Overview;

/// <summary>What is wrong, as every page of the admin says it on top.</summary>
/// <param name="Worst">The first thing to look at; null: nothing is wrong.</param>
/// <param name="More">How many more there are.</param>
internal sealed record AlertBanner(Alert? Worst, int More)
{
    public static async Task<AlertBanner> ReadAsync(AlertBook alerts, BrokenDatabase database, WorkerPulse pulse, CancellationToken cancellation)
    {
        var open = await AllAsync(alerts, database, pulse, cancellation);
        return new AlertBanner(open.Count == 0 ? null : open[0], Math.Max(0, open.Count - 1));
    }

    /// <summary>All that is wrong: the rows, and what no row can say.</summary>
    public static async Task<IReadOnlyList<Alert>> AllAsync(AlertBook alerts, BrokenDatabase database, WorkerPulse pulse, CancellationToken cancellation)
    {
        var open = new List<Alert>();
        if (database.Alert is { } broken)
            open.Add(broken);
        if (await pulse.SilentSinceAsync(cancellation) is { } since)
            open.Add(Silence(since));
        open.AddRange(await alerts.OpenAsync(cancellation));
        return open;
    }

    private static Alert Silence(DateTimeOffset since) => new()
    {
        Key = "no-worker",
        Severity = AlertSeverity.Serious,
        Problem = "No process runs the jobs: feeds are not read, and no edition goes.",
        Remedy = "Start the program anew. Where several run, one of them must be able to become the worker; its log says what keeps it from that.",
        Link = "/admin/jobs",
        LinkText = "Look at the jobs",
        OpenedAt = since.ToMilliseconds(),
        SeenAt = since.ToMilliseconds(),
    };
}
