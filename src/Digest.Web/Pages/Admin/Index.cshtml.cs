using Digest.Editions;
using Digest.Jobs;
using Digest.Outbox;
using Digest.Storage;

namespace Digest.Web.Pages.Admin;

/// <summary>How the installation stands: readers, editions, messages, jobs.</summary>
internal sealed class IndexModel(Database database, EditionClock calendar, NextEdition next, EditionOptions options, SubmitMessages submitting, JobBoard jobs, WorkerState worker, TimeProvider clock) : AdminPage
{
    private const int EditionsShown = 10;

    public IReadOnlyList<Count> Subscribers { get; private set; } = [];

    public IReadOnlyList<(Edition Edition, EditionCounts Counts)> Editions { get; private set; } = [];

    public IReadOnlyList<JobState> Jobs { get; private set; } = [];

    public IReadOnlyList<FeedHealth> Feeds { get; private set; } = [];

    public DateTimeOffset NextEdition { get; private set; }

    public string TimeZone => options.TimeZone;

    public bool IsWorker => worker.IsWorker;

    public string? Outage => submitting.Outage.Reason;

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        NextEdition = TimeZoneInfo.ConvertTime(await next.DueAtAsync(cancellation), calendar.Zone);
        Jobs = await jobs.StatesAsync(cancellation);
        await database.ReadAsync(async session =>
        {
            Subscribers = await session.QueryAsync<Count>("SELECT status AS name, COUNT(*) AS number FROM subscribers GROUP BY status ORDER BY status");
            Feeds = await session.QueryAsync<FeedHealth>("SELECT url, title, problem, last_success_at FROM feeds ORDER BY url");
            var editions = await session.QueryAsync<Edition>(
                "SELECT * FROM editions WHERE state <> 'Skipped' ORDER BY id DESC LIMIT @EditionsShown", new { EditionsShown });
            var counted = new List<(Edition, EditionCounts)>();
            foreach (var edition in editions)
                counted.Add((edition, await EditionCounts.ReadAsync(session, edition.Id, clock.Milliseconds())));
            Editions = counted;
            return 0;
        }, cancellation);
    }
}

/// <summary>How many of what.</summary>
internal sealed record Count
{
    public string Name { get; init; } = "";

    public long Number { get; init; }
}

/// <summary>When a feed was last read, and what kept it from being read since.</summary>
internal sealed record FeedHealth
{
    public string Url { get; init; } = "";

    public string? Title { get; init; }

    public string? Problem { get; init; }

    public long? LastSuccessAt { get; init; }
}
