using Dapper;
using Digest.Storage;

namespace Digest.Outbox;

/// <summary>Notes on a subscriber that the stories of a message count as offered.</summary>
public static class OfferedStories
{
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
        var ranges = await session.QueryAsync<Range>(
            $"SELECT edition_id, after_number, last_number FROM edition_ranges WHERE edition_id IN (SELECT m.edition_id FROM {messages} AND m.last_number = 0) ORDER BY edition_id, after_number", parameters);
        foreach (var edition in ranges.GroupBy(range => range.EditionId))
        {
            var ofEdition = $"SELECT m.subscriber_id, COALESCE(m.apart, '[]') AS apart FROM {messages} AND m.last_number = 0 AND m.edition_id = @special";
            var offer = new DynamicParameters(parameters);
            offer.AddDynamicParams(new { special = edition.Key, highest = edition.Max(range => range.LastNumber) });
            var readers = await session.QueryAsync<Reader>(
                $"SELECT DISTINCT s.position, s.offered_ahead, o.apart FROM ({ofEdition}) o JOIN subscribers s ON s.id = o.subscriber_id WHERE s.position < @highest", offer);
            foreach (var reader in readers)
            {
                var apart = OfferedRanges.ReadAhead(reader.Apart);
                var offered = edition.Aggregate(OfferedRanges.Read(reader.Position, reader.OfferedAhead), (known, range) => known.With(range.AfterNumber, range.LastNumber, apart));
                offer.AddDynamicParams(new { position = reader.Position, ahead = reader.OfferedAhead, apart = reader.Apart, newPosition = offered.Position, newAhead = offered.WriteAhead() });
                await session.ExecuteAsync(
                    $"""
                    UPDATE subscribers SET position = @newPosition, offered_ahead = @newAhead
                    WHERE position = @position AND offered_ahead = @ahead AND id IN (SELECT o.subscriber_id FROM ({ofEdition}) o WHERE o.apart = @apart)
                    """, offer);
            }
        }
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

    private sealed record Range
    {
        public long EditionId { get; init; }

        public long AfterNumber { get; init; }

        public long LastNumber { get; init; }
    }

    private sealed record Reader
    {
        public long Position { get; init; }

        public string OfferedAhead { get; init; } = OfferedRanges.None;

        public string Apart { get; init; } = OfferedRanges.None;
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
