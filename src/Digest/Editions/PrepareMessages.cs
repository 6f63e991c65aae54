using Digest.Outbox;
using Digest.Rendering;
using Digest.Storage;
using Microsoft.Extensions.Logging;

namespace Digest.Editions;

/// <summary>
/// The job that turns closed editions into messages. Every variant is rendered before the first message is written, so a
/// template that fails holds the whole edition; then ranges of subscribers are prepared one transaction each, and a restart
/// goes on after the last one that was committed.
/// </summary>
public sealed class PrepareMessages(Database database, EditionVariants variants, OutboxSignal signal, TimeProvider clock, ILogger<PrepareMessages> logger)
{
    /// <summary>Subscribers prepared in one transaction.</summary>
    private const int Range = 5_000;

    /// <summary>Prepares every closed edition that is not prepared yet.</summary>
    public async Task RunAsync(CancellationToken cancellation = default)
    {
        foreach (var edition in await database.ReadAsync(EditionRows.UnpreparedAsync, cancellation))
            await PrepareAsync(edition, cancellation);
    }

    /// <summary>Prepares one edition, from where it was left.</summary>
    /// <returns>False when the edition is held because a template failed, or was taken over by a later one.</returns>
    public async Task<bool> PrepareAsync(Edition edition, CancellationToken cancellation = default)
    {
        try
        {
            await variants.RenderPageAsync(edition, cancellation);
            await variants.RenderMissingAsync(edition, edition.PreparedTo, long.MaxValue, cancellation);
        }
        catch (TemplateException problem)
        {
            logger.LogError("Edition {Edition} is held: {Reason}", edition.Id, problem.Message);
            await database.WriteAsync(session => EditionRows.HoldAsync(session, edition.Id, problem.Message), cancellation);
            return false;
        }
        for (var from = edition.PreparedTo; from < long.MaxValue;)
        {
            var to = await EndOfRangeAsync(from, cancellation);
            var state = await database.WriteAsync(session => PrepareRangeAsync(session, edition, from, to), cancellation);
            if (state is RangeState.TakenOver)
                return false;
            if (state is RangeState.GroupMissing)
                await variants.RenderMissingAsync(edition, from, to, cancellation);
            else
                from = to;
            signal.Ring();
        }
        return true;
    }

    private async Task<long> EndOfRangeAsync(long from, CancellationToken cancellation) => await database.ReadAsync(session => session.ScalarAsync<long?>(
        "SELECT id FROM subscribers WHERE id > @from ORDER BY id LIMIT 1 OFFSET @skip", new { from, skip = Range - 1 }), cancellation) ?? long.MaxValue;

    private async Task<RangeState> PrepareRangeAsync(Session session, Edition edition, long from, long to)
    {
        var now = clock.Milliseconds();
        var due = EditionVariants.DueParameters(edition, from, to);
        due.AddDynamicParams(new { edition = edition.Id, last = edition.LastNumber, now });
        var present = await EditionRows.ByIdAsync(session, edition.Id);
        if (present!.State is EditionState.Skipped)
            return RangeState.TakenOver;
        // Another process prepares the same edition and has been here already.
        if (present.PreparedTo > from)
            return RangeState.Prepared;
        // Somebody may have changed their preferences since the variants were rendered.
        if (await session.ScalarAsync<int>($"{Readership.Due} SELECT COUNT(*) FROM due d LEFT JOIN edition_choices c ON {EditionVariants.SameGroup} WHERE c.edition_id IS NULL", due) > 0)
            return RangeState.GroupMissing;
        await session.ExecuteAsync(
            $"""
            {Readership.Due}
            UPDATE messages SET status = 'Superseded', finished_at = @now, lease = NULL, lease_until = NULL
            WHERE kind = 'Digest' AND status IN ('Prepared', 'Deferred') AND edition_id <> @edition
              AND subscriber_id IN (SELECT d.id FROM due d JOIN edition_choices c ON {EditionVariants.SameGroup} WHERE c.variant_id IS NOT NULL)
            """, due);
        await session.ExecuteAsync(
            $"""
            {Readership.Due}
            INSERT INTO messages (kind, priority, edition_id, last_number, variant_id, subscriber_id, status, due_at, dated_at, created_at)
            SELECT 'Digest', 1, @edition, @last, c.variant_id, d.id, 'Prepared', c.not_before, c.not_before, @now
            FROM due d JOIN edition_choices c ON {EditionVariants.SameGroup}
            WHERE c.variant_id IS NOT NULL
            ON CONFLICT (edition_id, subscriber_id) DO NOTHING
            """, due);
        // Nothing is left for these; they are up to date without a message.
        await session.ExecuteAsync(
            $"""
            {Readership.Due}
            UPDATE subscribers SET position = @last
            WHERE position < @last AND id IN (SELECT d.id FROM due d JOIN edition_choices c ON {EditionVariants.SameGroup} WHERE c.variant_id IS NULL)
            """, due);
        await session.ExecuteAsync(
            to == long.MaxValue
                ? "UPDATE editions SET prepared_to = @to, prepared_at = @now, state = 'Closed', held_because = NULL WHERE id = @edition"
                : "UPDATE editions SET prepared_to = @to WHERE id = @edition", due);
        return RangeState.Prepared;
    }

    private enum RangeState
    {
        Prepared,
        GroupMissing,
        TakenOver,
    }
}
