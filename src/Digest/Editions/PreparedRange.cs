using Digest.Outbox;
using Digest.Storage;

namespace Digest.Editions;

/// <summary>The messages of an edition for one range of subscribers, written in one transaction.</summary>
/// <param name="edition">Closed, its variants rendered.</param>
/// <param name="lately">Knows what its readers were offered before.</param>
/// <param name="from">The subscriber id after which the range begins: up to it the edition is prepared.</param>
/// <param name="to">The last id of the range; <see cref="long.MaxValue"/>: all that are left.</param>
/// <param name="now">The time, in milliseconds.</param>
internal sealed class PreparedRange(Edition edition, OfferedLately lately, long from, long to, long now)
{
    private const string OpenElsewhere =
        """
        SELECT 1 WHERE EXISTS (SELECT 1 FROM messages WHERE edition_id < @edition AND finished_at IS NULL AND status IN ('Prepared', 'Deferred', 'Uncertain'))
                    OR EXISTS (SELECT 1 FROM messages WHERE edition_id > @edition AND finished_at IS NULL AND status IN ('Prepared', 'Deferred', 'Uncertain'))
        """;

    /// <summary>Up to where the edition is prepared after the write: by this process, or by another that was faster.</summary>
    public long PreparedTo { get; private set; }

    public async Task<RangeOutcome> WriteAsync(Session session)
    {
        var present = (await EditionRows.ByIdAsync(session, edition.Id))!;
        if (present.State is EditionState.Skipped)
            return RangeOutcome.TakenOver;
        // Another process prepares the same edition: this one goes on from where that one is.
        PreparedTo = present.PreparedAt is null ? present.PreparedTo : long.MaxValue;
        if (PreparedTo != from)
            return RangeOutcome.Prepared;
        await OutboxClaims.SettleAsync(session);
        var due = await Readership.ParametersAsync(session, edition, from, to);
        due.AddDynamicParams(new { edition = edition.Id, last = edition.LastNumber, now });
        // Somebody may have changed their preferences since the variants were rendered.
        if (await session.ScalarAsync<int>($"{Readership.Of(edition)} SELECT COUNT(*) FROM due d LEFT JOIN edition_choices c ON {EditionVariants.SameGroup} WHERE c.edition_id IS NULL", due) > 0)
            return RangeOutcome.GroupMissing;
        if (await lately.TakeBackAsync(session, edition, due))
            return RangeOutcome.GroupMissing;
        // Where nothing of another edition is open, nobody has to be asked what it is. Special editions take nothing over, nor are they taken over: they go beside the others.
        if (edition.Kind is EditionKind.Regular && await session.ScalarAsync<int?>(OpenElsewhere, due) is not null)
        {
            await session.ExecuteAsync(
                $"""
                {Readership.Of(edition)}
                UPDATE messages SET status = 'Superseded', finished_at = @now, lease = NULL, lease_until = NULL
                WHERE kind = 'Digest' AND status IN ('Prepared', 'Deferred') AND edition_id <> @edition AND last_number > 0
                  AND subscriber_id IN (SELECT d.id FROM due d JOIN edition_choices c ON {EditionVariants.SameGroup} WHERE c.variant_id IS NOT NULL)
                """, due);
        }
        await session.ExecuteAsync(
            $"""
            {Readership.Of(edition)}
            INSERT INTO messages (kind, priority, edition_id, after_number, last_number, apart, variant_id, subscriber_id, status, due_at, dated_at, created_at, appeal)
            SELECT 'Digest', 1, @edition, CASE WHEN @last = 0 THEN 0 ELSE d.position END, @last, d.apart, c.variant_id, d.id, 'Prepared', c.not_before, c.not_before, @now, c.appeal
            FROM due d JOIN edition_choices c ON {EditionVariants.SameGroup}
            WHERE c.variant_id IS NOT NULL
            ON CONFLICT (edition_id, subscriber_id) DO NOTHING
            """, due);
        // Nothing is left for these; they are up to date without a message. Whoever has one on the wire, or a special edition's, is not yet.
        if (edition.Kind is EditionKind.Regular && await session.ScalarAsync<int?>("SELECT 1 FROM edition_choices WHERE edition_id = @edition AND variant_id IS NULL LIMIT 1", due) is not null)
        {
            await session.ExecuteAsync(
                $"""
                {Readership.Of(edition)}
                UPDATE subscribers SET position = @last, offered_ahead = '[]'
                WHERE position < @last
                  AND id IN (SELECT d.id FROM due d JOIN edition_choices c ON {EditionVariants.SameGroup} JOIN subscribers me ON me.id = d.id
                             WHERE c.variant_id IS NULL AND d.position = me.position AND d.apart IS NULL)
                """, due);
        }
        await session.ExecuteAsync(
            to == long.MaxValue
                ? "UPDATE editions SET prepared_to = @to, prepared_at = @now, state = 'Closed', held_because = NULL WHERE id = @edition"
                : "UPDATE editions SET prepared_to = @to WHERE id = @edition", due);
        PreparedTo = to;
        return RangeOutcome.Prepared;
    }
}

/// <summary>What came of writing a range.</summary>
internal enum RangeOutcome
{
    Prepared,

    /// <summary>A group of readers has no choice yet; nothing was written.</summary>
    GroupMissing,

    /// <summary>A later edition took the stories over; nothing was written.</summary>
    TakenOver,
}
