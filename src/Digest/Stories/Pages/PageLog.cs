using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Digest.Storage;

namespace Digest.Stories.Pages;

/// <summary>The rows of <c>story_pages</c> and <c>page_hosts</c>: what each reading left behind, and when the next one may be.</summary>
internal sealed class PageLog(Database database, TimeProvider clock)
{
    /// <summary>For how long a page is this process's: longer than any fetch takes.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan[] Again = [TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(4), TimeSpan.FromHours(12)];
    private static readonly TimeSpan RobotsMayChange = TimeSpan.FromHours(24);

    /// <summary>
    /// Stories that are not too old and whose feed leaves something open, those first that no edition has covered yet. The sample
    /// site's have no pages.
    /// </summary>
    public Task<IReadOnlyList<DuePage>> DueAsync(int maxAgeDays, int most, CancellationToken cancellation) => database.ReadAsync(session => session.QueryAsync<DuePage>(
        """
        SELECT s.id, s.link, COALESCE(p.attempts, 0) AS attempts
        FROM stories s LEFT JOIN story_pages p ON p.story_id = s.id
        WHERE COALESCE(s.published_at, s.first_seen_at) >= @oldest AND COALESCE(s.number, 1) > 0
            AND (p.story_id IS NULL OR p.next_at <= @now)
            AND (s.dek IS NULL OR s.byline IS NULL OR s.picture_url IS NULL OR s.picture_credit IS NULL OR s.topics = '[]' OR s.published_at IS NULL OR p.filled <> '[]')
            AND EXISTS (SELECT 1 FROM story_ids k JOIN feeds f ON f.id = k.feed_id WHERE k.story_id = s.id AND f.url <> @sample)
        ORDER BY CASE WHEN s.number IS NULL THEN 0 ELSE 1 END, COALESCE(s.published_at, s.first_seen_at) DESC, s.id DESC LIMIT @most
        """,
        new { oldest = (clock.GetUtcNow() - TimeSpan.FromDays(maxAgeDays)).ToMilliseconds(), now = clock.Milliseconds(), sample = SampleSite.FileIn(database.Folder), most }), cancellation);

    /// <summary>Takes a host for this process: of two that want to ask it something, one does.</summary>
    /// <returns>The host; else when it may be asked next.</returns>
    public Task<(PageHost? Host, long Later)> ClaimAsync(string host, long now, CancellationToken cancellation) => database.WriteAsync(async session =>
    {
        await session.ExecuteAsync("INSERT INTO page_hosts (host) VALUES (@host) ON CONFLICT (host) DO NOTHING", new { host });
        var row = (await session.FirstOrDefaultAsync<PageHost>($"SELECT {PageHost.Columns} FROM page_hosts WHERE host = @host", new { host }))!;
        if (row.NextAt > now)
            return ((PageHost?)null, row.NextAt);
        await session.ExecuteAsync("UPDATE page_hosts SET next_at = @lease WHERE host = @host", new { host, lease = now + (long)Lease.TotalMilliseconds });
        return (row, 0);
    }, cancellation);

    /// <summary>Takes a page of a host that is this process's, unless another has read it meanwhile.</summary>
    public async Task<bool> ClaimAsync(DuePage page, PageHost host, CancellationToken cancellation) => await database.WriteAsync(session => session.ExecuteAsync(
        """
        INSERT INTO story_pages (story_id, host, state, tried_at, next_at) VALUES (@Id, @Host, 'Waiting', @now, @lease)
        ON CONFLICT (story_id) DO UPDATE SET host = excluded.host, tried_at = excluded.tried_at, next_at = excluded.next_at WHERE story_pages.next_at <= @now
        """, new { page.Id, host.Host, now = clock.Milliseconds(), lease = Next(Lease) }), cancellation) > 0;

    /// <summary>A host's row as another's page leads to it.</summary>
    public async Task<PageHost> HostAsync(string host, CancellationToken cancellation) =>
        await database.ReadAsync(session => session.FirstOrDefaultAsync<PageHost>($"SELECT {PageHost.Columns} FROM page_hosts WHERE host = @host", new { host }), cancellation) ?? new PageHost { Host = host };

    /// <summary>Keeps what a host's robots.txt says.</summary>
    public Task KeepAsync(PageHost host, string? problem) => database.WriteAsync(session => session.ExecuteAsync(
        """
        INSERT INTO page_hosts (host, robots, robots_at, unreachable_since, failures, problem) VALUES (@Host, @Robots, @RobotsAt, @UnreachableSince, @Failures, @problem)
        ON CONFLICT (host) DO UPDATE SET robots = excluded.robots, robots_at = excluded.robots_at, unreachable_since = excluded.unreachable_since, failures = excluded.failures, problem = excluded.problem
        """, new { host.Host, host.Robots, host.RobotsAt, host.UnreachableSince, host.Failures, problem }));

    /// <summary>Keeps what a host's front page gives to those who share it; null: it could not be read, and what is known stays.</summary>
    public Task KeepFrontAsync(PageHost host, StoryPage? front) => database.WriteAsync(async session =>
    {
        await session.ExecuteAsync("UPDATE page_hosts SET front_at = @now WHERE host = @Host", new { host.Host, now = clock.Milliseconds() });
        if (front is not null)
            await session.ExecuteAsync("UPDATE page_hosts SET description_key = @description, picture_key = @picture WHERE host = @Host", new { host.Host, description = Key(front.Description), picture = Key(front.Card?.Url) });
    });

    /// <summary>Lets a host be asked again after a while, but not before it was to be anyway.</summary>
    public Task RestAsync(PageHost host, TimeSpan wait, bool isOurs) => database.WriteAsync(session => RestAsync(session, host, Next(wait), isOurs));

    public Task ReadAsync(DuePage page, PageHost host, StoryPage facts) => database.WriteAsync(async session =>
    {
        await session.ExecuteAsync(
            """
            UPDATE story_pages SET state = 'Read', next_at = NULL, attempts = 0, problem = NULL, facts = @facts, description_key = @description, picture_key = @picture, canonical = @canonical
            WHERE story_id = @Id
            """,
            new
            {
                page.Id,
                facts = JsonSerializer.Serialize(facts),
                description = Key(facts.Description),
                picture = Key(facts.Card?.Url),
                canonical = facts.Canonical is null ? null : CanonicalLink.Of(facts.Canonical),
            });
        await StoryFilling.AfterPageAsync(session, page.Id, clock.Milliseconds());
        await RestAsync(session, host, Next(host.Rest), isOurs: true);
    });

    /// <summary>Notes that a page must not be read, or not by this way.</summary>
    /// <param name="page">Which.</param>
    /// <param name="host">Whose.</param>
    /// <param name="problem">Why, in a sentence.</param>
    /// <param name="wasAsked">Something was asked of the host, so it rests.</param>
    public Task DisallowedAsync(DuePage page, PageHost host, string problem, bool wasAsked) => EndAsync(page, host, "Disallowed", Next(RobotsMayChange), page.Attempts, problem, Next(wasAsked ? host.Rest : TimeSpan.Zero));

    public Task LeftAloneAsync(DuePage page, PageHost host, string problem) => EndAsync(page, host, "GivenUp", null, page.Attempts, problem, Next(host.Rest));

    /// <summary>Notes a failure and waits longer after each one, until it is left alone.</summary>
    /// <param name="page">Which.</param>
    /// <param name="host">Whose.</param>
    /// <param name="problem">Why, in a sentence.</param>
    /// <param name="wait">For how long the whole host is left in peace.</param>
    public Task FailedAsync(DuePage page, PageHost host, string problem, TimeSpan wait)
    {
        if (page.Attempts >= Again.Length)
            return EndAsync(page, host, "GivenUp", null, page.Attempts + 1, problem, Next(wait));
        return EndAsync(page, host, "Failed", Math.Max(Next(Again[page.Attempts]), Next(wait)), page.Attempts + 1, problem, Next(wait));
    }

    /// <summary>Puts pages off that were not asked for: until their host may be asked, or for ever.</summary>
    public Task PutOffAsync(IReadOnlyCollection<DuePage> pages, string host, TimeSpan? wait, string problem) => pages.Count == 0 ? Task.CompletedTask : database.WriteAsync(session => session.ExecuteAsync(
        """
        INSERT INTO story_pages (story_id, host, state, tried_at, next_at, problem) VALUES (@Id, @host, @state, @now, @next, @problem)
        ON CONFLICT (story_id) DO UPDATE SET state = excluded.state, next_at = excluded.next_at, problem = excluded.problem WHERE story_pages.next_at <= @now
        """, pages.Select(page => new { page.Id, host, state = wait is null ? "GivenUp" : "Waiting", now = clock.Milliseconds(), next = wait is { } time ? Next(time) : (long?)null, problem })));

    private Task EndAsync(DuePage page, PageHost host, string state, long? next, int attempts, string problem, long hostNext) => database.WriteAsync(async session =>
    {
        // What was read before still counts.
        await session.ExecuteAsync("UPDATE story_pages SET state = @state, next_at = @next, attempts = @attempts, problem = @problem WHERE story_id = @Id", new { page.Id, state, next, attempts, problem });
        await RestAsync(session, host, hostNext, isOurs: true);
    });

    private static Task<int> RestAsync(Session session, PageHost host, long next, bool isOurs) => session.ExecuteAsync(
        isOurs ? "UPDATE page_hosts SET next_at = @next WHERE host = @Host" : "UPDATE page_hosts SET next_at = @next WHERE host = @Host AND next_at < @next", new { host.Host, next });

    private long Next(TimeSpan wait) => (clock.GetUtcNow() + wait).ToMilliseconds();

    private static string? Key(string? said) => said is null ? null : Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(said)).AsSpan(0, 16));
}
