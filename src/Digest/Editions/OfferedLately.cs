using Dapper;
using Digest.Storage;

namespace Digest.Editions;

/// <summary>What readers were offered in the days before an edition, so that it is not offered to them again as related.</summary>
public sealed class OfferedLately(Database database, EditionOptions options, EditionClock calendar)
{
    /// <summary>Readers who are due, with each message that offered them something lately. As in <see cref="Readership.Due"/>, what is on the wire or uncertain counts. Parameters: those of it, @recent, @since.</summary>
    private const string Offered =
        """
        due d JOIN messages m ON m.subscriber_id = d.id AND m.subscriber_id > @from AND m.subscriber_id <= @to AND m.edition_id IN @recent
            AND m.status IN ('Submitted', 'Submitting', 'Uncertain') AND (m.finished_at IS NULL OR m.finished_at >= @since)
        """;

    /// <summary>What each group's readers were offered lately, as stories or as related ones: together, since they share a variant. Groups without history are left out.</summary>
    /// <param name="edition">Closed.</param>
    /// <param name="from">Only of readers with a higher id.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public Task<IReadOnlyDictionary<ReaderGroup, IReadOnlySet<long>>> OfAsync(Edition edition, long from, CancellationToken cancellation = default) => database.ReadAsync<IReadOnlyDictionary<ReaderGroup, IReadOnlySet<long>>>(async session =>
    {
        var groups = new Dictionary<ReaderGroup, IReadOnlySet<long>>();
        if (await RecentAsync(session, edition) is not { Count: > 0 } recent)
            return groups;
        var parameters = await Readership.ParametersAsync(session, edition, from, long.MaxValue);
        parameters.AddDynamicParams(new { recent, since = Since(edition) });
        var pairs = await session.QueryAsync<Past>($"{Readership.Of(edition)} SELECT DISTINCT d.position, d.offered_ahead, d.topics, d.muted, d.language, d.owed, d.appeal, m.variant_id FROM {Offered}", parameters);
        var offers = await VariantOffers.ReadAsync(session, pairs.Select(pair => pair.VariantId));
        foreach (var group in pairs.GroupBy(pair => pair.Group))
            groups[group.Key] = group.Select(pair => offers.GetValueOrDefault(pair.VariantId)).OfType<VariantOffers>().SelectMany(one => one.Stories.Concat(one.Related)).ToHashSet();
        return groups;
    }, cancellation);

    /// <summary>
    /// Takes back the choices of groups that somebody has come into since they were made, and who was offered lately what they
    /// would show as related. In the caller's write, for the readers whom <paramref name="due"/> names.
    /// </summary>
    /// <returns>Whether any was taken back.</returns>
    internal async Task<bool> TakeBackAsync(Session session, Edition edition, DynamicParameters due)
    {
        if (await RecentAsync(session, edition) is not { Count: > 0 } recent)
            return false;
        due.AddDynamicParams(new { recent, since = Since(edition) });
        var pairs = await session.QueryAsync<Meeting>(
            $"""
            {Readership.Of(edition)}
            SELECT DISTINCT c.variant_id AS coming, m.variant_id AS earlier FROM {Offered} JOIN edition_choices c ON {EditionVariants.SameGroup}
            JOIN variant_offers o ON o.variant_id = c.variant_id WHERE o.related <> '[]'
            """, due);
        var offers = await VariantOffers.ReadAsync(session, pairs.SelectMany(pair => new[] { pair.Coming, pair.Earlier }));
        var repeating = pairs.Where(pair => offers.TryGetValue(pair.Earlier, out var earlier) && offers[pair.Coming].Repeats(earlier)).Select(pair => pair.Coming).Distinct().ToList();
        if (repeating.Count == 0)
            return false;
        await session.ExecuteAsync("DELETE FROM edition_choices WHERE edition_id = @Id AND variant_id IN @repeating", new { edition.Id, repeating });
        return true;
    }

    /// <summary>Editions whose messages may have been submitted lately, or may be on the wire.</summary>
    private async Task<IReadOnlyList<long>> RecentAsync(Session session, Edition edition) => options.RelatedRestDays == 0 ? [] : await session.QueryAsync<long>(
        """
        SELECT e.id FROM editions e LEFT JOIN edition_answers a ON a.edition_id = e.id WHERE e.id <> @Id AND (e.closed_at >= @since OR a.last_at >= @since)
        UNION SELECT edition_id FROM messages WHERE finished_at IS NULL AND status IN ('Submitting', 'Uncertain') AND edition_id IS NOT NULL AND edition_id <> @Id
        """, new { edition.Id, since = Since(edition) });

    /// <summary>The beginning of a day, so that the edition of the same weekday is within the last week however fast either went.</summary>
    private long Since(Edition edition) => calendar.BeginningOf(calendar.DayOf(edition.ClosedAt!.Value.ToTime()).AddDays(-options.RelatedRestDays)).ToMilliseconds();

    private sealed record Past
    {
        public long Position { get; init; }

        public string OfferedAhead { get; init; } = "[]";

        public string Topics { get; init; } = "[]";

        public string Muted { get; init; } = "[]";

        public string Language { get; init; } = "";

        public long Owed { get; init; }

        public bool Appeal { get; init; }

        public long VariantId { get; init; }

        public ReaderGroup Group => new() { Position = Position, OfferedAhead = OfferedAhead, Topics = Topics, Muted = Muted, Language = Language, Owed = Owed, Appeal = Appeal };
    }

    private sealed record Meeting
    {
        public long Coming { get; init; }

        public long Earlier { get; init; }
    }
}
