using Digest.Storage;

namespace Digest.Outbox;

/// <summary>Notes on a subscriber that the stories of a message count as offered.</summary>
public static class OfferedStories
{
    private const int IdsAtOnce = 500;

    /// <summary>
    /// Moves the subscriber's position. Where an earlier edition's message has not been submitted yet the position stays before
    /// that one's stories, and what was offered beyond them is noted.
    /// </summary>
    /// <param name="session">The caller's write.</param>
    /// <param name="offer">What a message of a regular edition offers to whom.</param>
    public static async Task OfferAsync(Session session, Offer offer)
    {
        if (offer.Apart is null && await session.ExecuteAsync(
            "UPDATE subscribers SET position = @LastNumber WHERE id = @SubscriberId AND position >= @AfterNumber AND position < @LastNumber AND offered_ahead = '[]'", offer) == 1)
            return;
        if (await session.FirstOrDefaultAsync<Reader>($"SELECT position, offered_ahead FROM subscribers WHERE id = @SubscriberId {session.Dialect.ForUpdate}", offer) is not { } reader)
            return;
        var offered = OfferedRanges.Read(reader.Position, reader.OfferedAhead).With(offer.AfterNumber, offer.LastNumber, OfferedRanges.ReadAhead(offer.Apart ?? OfferedRanges.None));
        await session.ExecuteAsync(
            "UPDATE subscribers SET position = @Position, offered_ahead = @ahead WHERE id = @SubscriberId", new { offered.Position, ahead = offered.WriteAhead(), offer.SubscriberId });
    }

    /// <summary>The same for messages of special editions, whose ranges stand with the edition: readers who stand alike are moved together.</summary>
    /// <param name="session">The caller's write.</param>
    /// <param name="messages">Which, as the words after FROM; their table is <c>m</c>.</param>
    /// <param name="parameters">What those words refer to.</param>
    public static async Task OfferSpecialAsync(Session session, string messages, object parameters)
    {
        // Where no special edition ever went, nothing is asked of the messages.
        if (await session.ScalarAsync<int?>("SELECT 1 FROM edition_ranges LIMIT 1") is null)
            return;
        var ranges = (await session.QueryAsync<SpecialRange>(
            $"SELECT edition_id, after_number, last_number FROM edition_ranges WHERE edition_id IN (SELECT m.edition_id FROM {messages} AND m.last_number = 0)", parameters)).ToLookup(range => range.EditionId);
        if (ranges.Count == 0)
            return;
        // Somebody else may move a reader meanwhile: then once more, from where they stand.
        while (await MoveAsync(session, messages, parameters, ranges) > 0)
            continue;
    }

    private static async Task<int> MoveAsync(Session session, string messages, object parameters, ILookup<long, SpecialRange> ranges)
    {
        var offers = await session.QueryAsync<Reader>(
            $"""
            SELECT o.subscriber_id, o.edition_id, o.apart, s.position, s.offered_ahead
            FROM (SELECT m.subscriber_id, m.edition_id, COALESCE(m.apart, '[]') AS apart FROM {messages} AND m.last_number = 0) o JOIN subscribers s ON s.id = o.subscriber_id
            """, parameters);
        var moves = offers.GroupBy(offer => offer.SubscriberId).Select(mine => (Reader: mine.First(), Now: mine.Aggregate(mine.First().Offered, (known, offer) => offer.With(known, ranges[offer.EditionId]))));
        var moved = 0;
        foreach (var same in moves.GroupBy(move => (move.Reader.Position, move.Reader.OfferedAhead, NewPosition: move.Now.Position, Ahead: move.Now.WriteAhead())).Where(same => (same.Key.Position, same.Key.OfferedAhead) != (same.Key.NewPosition, same.Key.Ahead)))
        {
            foreach (var ids in same.Select(move => move.Reader.SubscriberId).Chunk(IdsAtOnce))
                moved += await session.ExecuteAsync(
                    "UPDATE subscribers SET position = @NewPosition, offered_ahead = @Ahead WHERE id IN @ids AND position = @Position AND offered_ahead = @OfferedAhead",
                    new { same.Key.NewPosition, same.Key.Ahead, same.Key.Position, same.Key.OfferedAhead, ids });
        }
        return moved;
    }

    /// <summary>The same for messages whose answer will never be known: they count as offered.</summary>
    /// <param name="session">The caller's write.</param>
    /// <param name="where">Which messages, as a condition on <c>m</c>.</param>
    /// <param name="parameters">What the condition refers to.</param>
    public static async Task OfferUncertainAsync(Session session, string where, object parameters)
    {
        var messages = $"messages m WHERE m.kind = 'Digest' AND {where}";
        await AppealCount.AddAsync(session, messages, parameters);
        foreach (var offer in await session.QueryAsync<Offer>($"SELECT m.subscriber_id, m.after_number, m.last_number, m.apart FROM {messages} AND m.last_number > 0", parameters))
            await OfferAsync(session, offer);
        await OfferSpecialAsync(session, messages, parameters);
    }

    private sealed record SpecialRange
    {
        public long EditionId { get; init; }

        public long AfterNumber { get; init; }

        public long LastNumber { get; init; }
    }

    private sealed record Reader
    {
        public long SubscriberId { get; init; }

        public long EditionId { get; init; }

        public string Apart { get; init; } = OfferedRanges.None;

        public long Position { get; init; }

        public string OfferedAhead { get; init; } = OfferedRanges.None;

        public OfferedRanges Offered => OfferedRanges.Read(Position, OfferedAhead);

        /// <summary>What was offered, with what a message of a special edition offers.</summary>
        public OfferedRanges With(OfferedRanges known, IEnumerable<SpecialRange> ranges)
        {
            var apart = OfferedRanges.ReadAhead(Apart);
            return ranges.Aggregate(known, (all, range) => all.With(range.AfterNumber, range.LastNumber, apart));
        }
    }
}

/// <summary>What a message of a regular edition offers.</summary>
public sealed record Offer
{
    /// <summary>To whom.</summary>
    public long SubscriberId { get; init; }

    /// <summary>The numbers after this one …</summary>
    public long AfterNumber { get; init; }

    /// <summary>… up to this one.</summary>
    public long LastNumber { get; init; }

    /// <summary>But those of these ranges, as <see cref="OfferedRanges"/> writes them; null: all.</summary>
    public string? Apart { get; init; }
}
