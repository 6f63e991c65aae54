using Digest.Storage;

namespace Digest.Editions.Checks;

/// <summary>What was found behind addresses, kept for as long as somebody may want to know when that was.</summary>
public sealed class LinkChecks(Database database, TimeProvider clock)
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(2);

    /// <summary>What is known of some addresses.</summary>
    public Task<LinkAnswers> ReadAsync(IReadOnlyList<EditionLink> links, CancellationToken cancellation = default) => database.ReadAsync(async session =>
    {
        if (links.Count == 0)
            return LinkAnswers.None;
        var keys = links.Select(link => LinkAnswer.KeyOf(link.Url)).ToList();
        var rows = await session.QueryAsync<LinkAnswer>("SELECT url, checked_at, status, problem FROM link_checks WHERE url_key IN @keys", new { keys });
        var since = (clock.GetUtcNow() - LinkAnswers.GoodFor).ToMilliseconds();
        var known = rows.Where(row => row.CheckedAt > since).ToDictionary(row => row.Url, StringComparer.Ordinal);
        return new LinkAnswers(known, known.Count, links.Count, rows.Count == 0 ? null : rows.Max(row => row.CheckedAt).ToTime());
    }, cancellation);

    /// <summary>When an address was asked for last; null: never, or long ago.</summary>
    public async Task<DateTimeOffset?> LastAtAsync(CancellationToken cancellation = default) =>
        (await database.ReadAsync(session => session.ScalarAsync<long?>("SELECT MAX(checked_at) FROM link_checks"), cancellation)).ToTime();

    /// <summary>Keeps what was found, and forgets what is old.</summary>
    public Task KeepAsync(IReadOnlyCollection<LinkAnswer> answers, CancellationToken cancellation = default) => database.WriteAsync(async session =>
    {
        await session.ExecuteAsync("DELETE FROM link_checks WHERE checked_at < @before", new { before = (clock.GetUtcNow() - KeptFor).ToMilliseconds() });
        await session.ExecuteAsync(
            """
            INSERT INTO link_checks (url_key, url, checked_at, status, problem) VALUES (@UrlKey, @Url, @CheckedAt, @Status, @Problem)
            ON CONFLICT (url_key) DO UPDATE SET checked_at = excluded.checked_at, status = excluded.status, problem = excluded.problem
            """, answers);
    }, cancellation);
}
