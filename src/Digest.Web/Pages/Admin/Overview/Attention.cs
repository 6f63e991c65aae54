using Digest.Editions;
using Digest.Jobs;
using Digest.Jobs.Alerts;
using Digest.Outbox;
using Digest.Storage;
using Digest.Stories;

namespace Digest.Web.Pages.Admin.Overview;

/// <summary>Gathers what needs attention: what the worker found, and what is cheap to see while the page is made.</summary>
internal sealed class Attention(Database database, AlertBook alerts, BrokenDatabase broken, WorkerPulse pulse, EditionClock calendar, TimeProvider clock)
{
    private const int Least = 20;
    private const double UncertainShare = 0.01;
    private static readonly TimeSpan Silence = TimeSpan.FromDays(4);

    /// <summary>The serious first.</summary>
    public async Task<IReadOnlyList<AttentionItem>> ReadAsync(IReadOnlyList<JobState> jobs, IReadOnlyList<LatestEdition> editions, IReadOnlyDictionary<long, EditionFigures> figures, CancellationToken cancellation)
    {
        var found = await AlertBanner.AllAsync(alerts, broken, pulse, cancellation);
        var items = found.Select(alert => AttentionItem.Of(alert, jobs)).ToList();
        // Submitting that stands while messages wait is among the findings already; the button belongs to the pause.
        items.AddRange(jobs.Where(job => job.Paused).Select(Paused));
        if (editions.Count > 0 && figures.TryGetValue(editions[0].Id, out var latest) && latest.Counts.Recipients >= Least && latest.Counts.Uncertain > latest.Counts.Recipients * UncertainShare)
            items.Add(Uncertain(editions[0], latest.Counts));
        await database.ReadAsync(async session =>
        {
            items.AddRange((await EditionRows.LeftUndoneAsync(session, clock.GetUtcNow())).Where(edition => edition is { State: EditionState.Held, ReleaseAt: not null }).Select(Holding));
            items.AddRange((await LatestEditions.PausedAsync(session)).Select(Paused));
            if (await FeedTrouble.LatestStoryAsync(session) is { } story && clock.GetUtcNow() - story.ToTime() > Silence)
                items.Add(Silent(clock.GetUtcNow() - story.ToTime()));
            return 0;
        }, cancellation);
        return [.. items.OrderBy(item => item.Severity)];
    }

    private static AttentionItem Paused(JobState job) => new(
        AlertSeverity.Warning, $"“{job.What}” is paused.", "Somebody paused it. It does not happen by itself until it is resumed.", "/admin/jobs", "Look at the jobs")
    { Job = job.Name, Handler = "Resume" };

    private static AttentionItem Paused(LatestEdition edition) => new(
        AlertSeverity.Warning,
        $"Edition {edition.Slug} is paused{(edition.PausedBy is { Length: > 0 } by ? $" by {by}" : "")}, and messages of it wait.",
        "Resume it when the reason for the pause is gone; or give it up, and its stories go with the next edition.",
        $"/admin/editions/{edition.Id}", "Look at the edition")
    { Since = edition.PausedAt.ToTime() };

    private static AttentionItem Uncertain(LatestEdition edition, EditionCounts counts) => new(
        AlertSeverity.Warning,
        $"Of {counts.Uncertain:N0} messages of edition {edition.Slug} it is not known whether the server took them: the connection was lost too late to know.",
        "They are submitted once more where Outbox:ResubmitUncertain says so. When it goes on, ask the mail server's provider why connections end.",
        $"/admin/editions/{edition.Id}", "Look at the edition");

    private AttentionItem Holding(Edition edition)
    {
        var release = TimeZoneInfo.ConvertTime(edition.ReleaseAt!.Value.ToTime(), calendar.Zone);
        return new AttentionItem(
            AlertSeverity.Warning, $"The edition of {edition.Slug} waits for a last look and goes at {release:HH:mm} by itself.", "Look at it now: it can be sent at once, or stopped.", "/admin/editions", "Look at the edition");
    }

    private static AttentionItem Silent(TimeSpan silence) => new(
        AlertSeverity.Warning, $"No new story has come for {silence.TotalDays:0} days.", "Nothing goes out without new stories. See whether the feed still is the one that the site publishes to.", "/admin/feeds", "Look at the feeds");
}
