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
    /// <param name="subscriberId">Whose.</param>
    /// <param name="after">The message offers the numbers after this one …</param>
    /// <param name="last">… up to this one.</param>
    public static async Task OfferAsync(Session session, long subscriberId, long after, long last)
    {
        var parameters = new { subscriberId, after, last };
        if (await session.ExecuteAsync(
            "UPDATE subscribers SET position = @last WHERE id = @subscriberId AND position >= @after AND position < @last AND offered_ahead = '[]'", parameters) == 1)
            return;
        if (await session.FirstOrDefaultAsync<Reader>($"SELECT position, offered_ahead FROM subscribers WHERE id = @subscriberId {session.Dialect.ForUpdate}", parameters) is not { } reader)
            return;
        var offered = OfferedRanges.Read(reader.Position, reader.OfferedAhead).With(after, last);
        await session.ExecuteAsync(
            "UPDATE subscribers SET position = @Position, offered_ahead = @ahead WHERE id = @subscriberId", new { offered.Position, ahead = offered.WriteAhead(), subscriberId });
    }

    /// <summary>The same for messages whose answer will never be known: they count as offered.</summary>
    /// <param name="session">The caller's write.</param>
    /// <param name="where">Which messages, as a condition on <c>m</c>.</param>
    /// <param name="parameters">What the condition refers to.</param>
    public static async Task OfferUncertainAsync(Session session, string where, object parameters)
    {
        var messages = $"messages m WHERE m.kind = 'Digest' AND {where}";
        await AppealCount.AddAsync(session, messages, parameters);
        foreach (var message in await session.QueryAsync<ClaimedMessage>($"SELECT subscriber_id, after_number, last_number FROM {messages}", parameters))
            await OfferAsync(session, message.SubscriberId, message.AfterNumber, message.LastNumber);
    }

    private sealed record Reader
    {
        public long Position { get; init; }

        public string OfferedAhead { get; init; } = OfferedRanges.None;
    }
}
