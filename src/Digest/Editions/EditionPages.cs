using Digest.Outbox;
using Digest.Storage;

namespace Digest.Editions;

/// <summary>Editions as the admin's pages show them.</summary>
public sealed class EditionPages(Database database, TimeProvider clock)
{
    /// <summary>A page of editions, the newest first, with how their messages stand.</summary>
    /// <param name="before">Only editions with a lower id; null: from the newest.</param>
    /// <param name="most">The page's length.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public Task<IReadOnlyList<ListedEdition>> ListAsync(long? before, int most, CancellationToken cancellation = default) => database.ReadAsync<IReadOnlyList<ListedEdition>>(async session =>
    {
        var editions = await session.QueryAsync<Edition>($"SELECT {EditionRows.Columns} FROM editions WHERE id < @before ORDER BY id DESC LIMIT @most", new { before = before ?? long.MaxValue, most });
        return await WithCountsAsync(session, editions);
    }, cancellation);

    /// <summary>One edition; null: there is none of this id.</summary>
    public Task<ListedEdition?> FindAsync(long id, CancellationToken cancellation = default) => database.ReadAsync(async session =>
        await WithCountsAsync(session, await session.QueryAsync<Edition>($"SELECT {EditionRows.Columns} FROM editions WHERE id = @id", new { id })) is [var found] ? found : null, cancellation);

    /// <summary>Editions that wait for somebody or for the end of their hold, the oldest first.</summary>
    public Task<IReadOnlyList<Edition>> HeldAsync(CancellationToken cancellation = default) => database.ReadAsync(session => session.QueryAsync<Edition>(
        $"SELECT {EditionRows.Columns} FROM editions WHERE state = 'Held' ORDER BY id"), cancellation);

    /// <summary>Skipped editions, the latest first; some may still be taken back.</summary>
    public Task<IReadOnlyList<Edition>> SkippedAsync(CancellationToken cancellation = default) => database.ReadAsync(session => session.QueryAsync<Edition>(
        $"SELECT {EditionRows.Columns} FROM editions WHERE skipped_at IS NOT NULL AND due_at > @since ORDER BY due_at", new { since = clock.Milliseconds() - (long)TimeSpan.FromDays(2).TotalMilliseconds }), cancellation);

    /// <summary>What is behind an edition.</summary>
    public Task<EditionDetails> DetailsAsync(long id, CancellationToken cancellation = default) => database.ReadAsync(async session => new EditionDetails(
        await session.QueryAsync<EditionStory>("SELECT s.id, s.headline, s.link, x.lead_id FROM edition_stories x JOIN stories s ON s.id = x.story_id WHERE x.edition_id = @id ORDER BY x.rank", new { id }),
        await session.ScalarAsync<int>("SELECT COUNT(*) FROM variants WHERE COALESCE(edition_id, 0) = @id", new { id }),
        await session.QueryAsync<EditionEvent>("SELECT at, what, by_admin FROM edition_events WHERE edition_id = @id ORDER BY id", new { id }),
        await EditionAnswers.ReadAsync(session, id),
        await EditionProgress.ReadAsync(session, id, clock.Milliseconds())), cancellation);

    /// <summary>The edition as a reader without history got it; null: it has no page.</summary>
    public Task<EditionParts?> PartsAsync(long id, CancellationToken cancellation = default) => database.ReadAsync(session => session.FirstOrDefaultAsync<EditionParts>(
        "SELECT html, text FROM editions WHERE id = @id AND html IS NOT NULL", new { id }), cancellation);

    private async Task<IReadOnlyList<ListedEdition>> WithCountsAsync(Session session, IReadOnlyList<Edition> editions)
    {
        var ids = editions.Select(edition => edition.Id).ToList();
        var counts = await EditionCounts.ReadAsync(session, ids, clock.Milliseconds());
        var answers = await EditionProgress.LastAnswersAsync(session, ids);
        return [.. editions.Select(edition => new ListedEdition(edition, counts[edition.Id], answers.TryGetValue(edition.Id, out var last) ? last : null))];
    }
}

/// <summary>An edition with how its messages stand.</summary>
/// <param name="Edition">The edition.</param>
/// <param name="Counts">Its messages by state.</param>
/// <param name="LastAnswerAt">When one of them was answered last; null: none was.</param>
public sealed record ListedEdition(Edition Edition, EditionCounts Counts, long? LastAnswerAt)
{
    /// <summary>Something of it may still be prepared or submitted, now, later or once it is resumed: it can be paused.</summary>
    public bool Goes => Edition is { State: EditionState.Closed } && (Edition.PreparedAt is null || Counts.Open > 0);

    /// <summary>It is on its way to most of its readers. A few mailboxes that are tried again for days do not count.</summary>
    public bool IsUnderWay => Goes && (Edition.PreparedAt is null || Counts.Waiting > 0 || Counts.Submitted == 0);

    /// <summary>Somebody stopped it, and something is left to go; as <see cref="LatestEditions.PausedAsync"/> finds it.</summary>
    public bool IsPaused => Goes && Edition.PausedAt is not null;
}

/// <summary>What is behind an edition.</summary>
public sealed record EditionDetails(IReadOnlyList<EditionStory> Stories, int Variants, IReadOnlyList<EditionEvent> Events, IReadOnlyList<EditionAnswers> Answers, EditionProgress Progress);

/// <summary>A story that an edition shows.</summary>
public sealed record EditionStory
{
    public long Id { get; init; }

    public string Headline { get; init; } = "";

    public string Link { get; init; } = "";

    /// <summary>The story it is listed under; null: it leads its item.</summary>
    public long? LeadId { get; init; }
}

/// <summary>The two parts of an edition's page.</summary>
public sealed record EditionParts
{
    public string Html { get; init; } = "";

    public string Text { get; init; } = "";
}
