using Digest.Editions;
using Digest.Jobs;
using Digest.Jobs.Alerts;
using Digest.Mail;

namespace Digest.Web.Pages.Admin.Overview;

/// <summary>Whether anything would stop the next edition, as a list of checks.</summary>
internal sealed class ReadinessChecks(WorkerPulse pulse, AlertBook alerts, SmtpOptions smtp, ITransport transport)
{
    private static readonly string[] OnTheWay = ["import-stories", "close-edition", "prepare-messages", DigestTimetable.SubmittingLoop];

    public async Task<IReadOnlyList<Check>> ReadAsync(Coming coming, IReadOnlyList<JobState> jobs, CancellationToken cancellation)
    {
        var open = await alerts.OpenAsync(cancellation);
        return [Stories(coming), Readers(coming), await WorkAsync(jobs, cancellation), Way(open), Earlier(open)];
    }

    private static Check Stories(Coming coming) => coming switch
    {
        { Stories: 0 } => new Check(CheckState.Warn, "No new story yet: without one, readers who are up to date get nothing.", "/admin/feeds", "Feeds"),
        _ when coming.Stories > coming.MostItems => new Check(CheckState.Good, $"{coming.Stories:N0} new stories; a reader is shown the latest {coming.MostItems:N0}, those about one event as one"),
        { Stories: 1 } => new Check(CheckState.Good, "1 new story"),
        _ => new Check(CheckState.Good, $"{coming.Stories:N0} new stories"),
    };

    private static Check Readers(Coming coming) => coming.Readers switch
    {
        0 => new Check(CheckState.Warn, "No reader gets it: nobody has confirmed, or nobody wants it on that day.", "/admin/subscribers", "Subscribers"),
        1 => new Check(CheckState.Good, "1 reader gets it"),
        _ => new Check(CheckState.Good, $"{coming.Readers:N0} readers get it"),
    };

    private async Task<Check> WorkAsync(IReadOnlyList<JobState> jobs, CancellationToken cancellation)
    {
        if (await pulse.SilentSinceAsync(cancellation) is not null)
            return new Check(CheckState.Bad, "No process runs the jobs", "/admin/jobs", "Jobs");
        var paused = jobs.Where(job => job.Paused && OnTheWay.Contains(job.Name)).Select(job => $"“{job.What}”").ToList();
        return paused.Count == 0
            ? new Check(CheckState.Good, "Reading, closing, preparing and submitting run by themselves")
            : new Check(CheckState.Bad, $"{string.Join(", ", paused)} {(paused.Count == 1 ? "is" : "are")} paused", "/admin/jobs", "Jobs");
    }

    private Check Way(IReadOnlyList<Alert> open)
    {
        if (open.Any(alert => alert.Key.StartsWith("mail-server", StringComparison.Ordinal) || alert.Key.StartsWith("sender-refused", StringComparison.Ordinal)))
            return new Check(CheckState.Bad, "The mail server does not take messages", "/admin/settings", "Settings");
        return smtp.Host.Length == 0
            ? new Check(CheckState.Warn, $"Messages go to {transport.Describe()}, not to readers", "/admin/settings", "Settings")
            : new Check(CheckState.Good, $"Messages go to {transport.Describe()}");
    }

    private static Check Earlier(IReadOnlyList<Alert> open) => open.Any(alert => alert.Key.StartsWith("edition-", StringComparison.Ordinal))
        ? new Check(CheckState.Warn, "An earlier edition waits; its stories come with this one if it does not go", "/admin/editions", "Editions")
        : new Check(CheckState.Good, "No earlier edition waits");
}
