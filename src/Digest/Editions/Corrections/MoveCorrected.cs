using System.Text.Json;
using Digest.Editions.Checks;
using Digest.Languages;
using Digest.Outbox;
using Digest.Rendering;
using Digest.Storage;
using Microsoft.Extensions.Logging;

namespace Digest.Editions.Corrections;

/// <summary>
/// Moves messages that have not begun to a variant that says what stories say now: without those that are withdrawn, and without
/// corrections that do not go any more. From the moment that a variant is found outdated none of its messages begins. What is on the wire or uncertain keeps its bytes. Safe to run twice and on two machines: a
/// process that dies leaves what is left to the next run.
/// </summary>
public sealed class MoveCorrected(Database database, EditionComposer composer, EditionVariants variants, OwedCorrections owed, OutboxWriter outbox, EditionGate gate, OutboxSignal signal, SiteOptions site, TimeProvider clock, ILogger<MoveCorrected> logger)
{
    /// <summary>Messages moved in one transaction.</summary>
    private const int Range = 1_000;

    private const string IsOpen = "m.finished_at IS NULL AND m.status IN ('Prepared', 'Deferred')";

    /// <summary>Variants that show what is not so any more, or carry what does not go. On <c>v</c>.</summary>
    private const string IsOutdated =
        """
        (EXISTS (SELECT 1 FROM variant_stories x JOIN stories s ON s.id = x.story_id
                 WHERE x.variant_id = v.id AND x.told = 0
                   AND (s.removed_at IS NOT NULL
                        OR EXISTS (SELECT 1 FROM version_checks k WHERE k.story_id = x.story_id AND k.version = x.version AND k.against = s.version AND k.differs = 1)))
         OR EXISTS (SELECT 1 FROM variant_corrections vc JOIN corrections c ON c.id = vc.correction_id WHERE vc.variant_id = v.id AND (c.state NOT IN ('Going', 'Told') OR c.decided_at <> vc.decided_at)))
        """;

    // A cross join, so that SQLite begins with the editions, of which few are open.
    private const string Outdated =
        $"""
        SELECT v.id, v.edition_id FROM editions e CROSS JOIN variants v
        WHERE COALESCE(v.edition_id, 0) = e.id AND e.last_number IS NOT NULL AND e.state <> 'Skipped'
          AND (e.prepared_at IS NULL OR EXISTS (SELECT 1 FROM messages m WHERE m.edition_id = e.id AND {IsOpen}))
          AND {IsOutdated}
          AND (EXISTS (SELECT 1 FROM messages m WHERE m.edition_id = e.id AND m.variant_id = v.id AND {IsOpen})
               OR (e.prepared_at IS NULL AND EXISTS (SELECT 1 FROM edition_choices ch WHERE ch.edition_id = e.id AND ch.variant_id = v.id)))
        ORDER BY v.id
        """;

    /// <summary>Moves all that is outdated. Where what is right cannot be made, or must not go, the messages wait.</summary>
    public async Task<MoveOutcome> RunAsync(CancellationToken cancellation = default)
    {
        if (await database.ReadAsync(session => session.ScalarAsync<int?>("SELECT 1 FROM corrections UNION ALL SELECT 1 FROM stories WHERE removed_at IS NOT NULL LIMIT 1"), cancellation) is null)
            return MoveOutcome.Nothing;
        var found = await database.ReadAsync(session => session.QueryAsync<Variant>(Outdated), cancellation);
        var waiting = await database.ReadAsync(session => session.QueryAsync<Variant>($"SELECT v.id, v.edition_id, CASE WHEN {IsOutdated} THEN 1 ELSE 0 END AS still FROM outdated_variants o JOIN variants v ON v.id = o.variant_id"), cancellation);
        // From here on none of their messages begins; those go on that say again what is right.
        if (found.Any(one => waiting.All(known => known.Id != one.Id)) || waiting.Any(one => !one.Still))
        {
            await database.WriteAsync(async session =>
            {
                await session.ExecuteAsync("DELETE FROM outdated_variants WHERE variant_id = @Id", waiting.Where(one => !one.Still));
                await session.ExecuteAsync("INSERT INTO outdated_variants (variant_id) VALUES (@Id) ON CONFLICT DO NOTHING", found);
            }, cancellation);
        }
        var outcome = MoveOutcome.Nothing;
        foreach (var ofEdition in found.Concat(waiting.Where(one => one.Still)).DistinctBy(one => one.Id).GroupBy(variant => variant.EditionId))
        {
            if (await database.ReadAsync(session => EditionRows.ByIdAsync(session, ofEdition.Key), cancellation) is { ClosedAt: not null } edition)
                outcome = outcome.And(await MoveAsync(edition, [.. ofEdition.Select(one => one.Id).Where(id => found.Any(one => one.Id == id))], [.. ofEdition.Select(one => one.Id)], cancellation));
        }
        if (outcome.Messages > 0 || waiting.Any(one => !one.Still))
            signal.Ring();
        return outcome;
    }

    private async Task<MoveOutcome> MoveAsync(Edition edition, long[] found, long[] all, CancellationToken cancellation)
    {
        var outcome = MoveOutcome.Nothing;
        foreach (var variant in found)
            outcome = outcome.And(await TryAsync(edition, () => MoveAsync(edition, variant, cancellation), variant, cancellation));
        // The page comes after the messages; where it fails, the edition is looked at again.
        outcome = outcome.And(await TryAsync(edition, () => PageAsync(edition, cancellation), variant: null, cancellation));
        if (outcome.Problem is null)
            await database.WriteAsync(session => session.ExecuteAsync("DELETE FROM outdated_variants WHERE variant_id IN @all", new { all }), cancellation);
        return outcome;
    }

    /// <summary>A template that fails, or a check that blocks, keeps nothing else from being moved.</summary>
    private async Task<MoveOutcome> TryAsync(Edition edition, Func<Task<int>> move, long? variant, CancellationToken cancellation)
    {
        try
        {
            return new MoveOutcome(await move(), Problem: null);
        }
        catch (Exception problem) when (problem is TemplateException or EditionBlockedException)
        {
            var because = problem.Message;
            logger.LogError("What is corrected in edition {Edition} cannot be put into variant {Variant}: {Reason}", edition.Id, variant, because);
            if (variant is null)
                return new MoveOutcome(0, $"The page of edition {edition.Slug} cannot be made anew: {because}");
            await database.WriteAsync(session => session.ExecuteAsync("UPDATE outdated_variants SET because = @because WHERE variant_id = @variant", new { variant, because }), cancellation);
            return new MoveOutcome(0, $"Messages of edition {edition.Slug} wait, as what is right cannot be put into them: {because}");
        }
    }

    private async Task<int> MoveAsync(Edition edition, long old, CancellationToken cancellation)
    {
        // Whoever has no message yet is asked for anew, and may get another story in place of a withdrawn one.
        await database.WriteAsync(session => session.ExecuteAsync(
            "DELETE FROM edition_choices WHERE edition_id = @Id AND variant_id = @old AND (SELECT prepared_at FROM editions WHERE id = @Id) IS NULL", new { edition.Id, old }), cancellation);
        var made = await MakeAsync(edition, old, cancellation);
        if (made == old)
            return 0;
        var moved = 0;
        // Found before the writes, which are short then; what they do not find open any more they leave alone.
        var ids = await database.ReadAsync(session => session.QueryAsync<long>(
            $"SELECT m.id FROM messages m WHERE m.edition_id = @Id AND m.variant_id = @old AND {IsOpen} ORDER BY m.id", new { edition.Id, old }), cancellation);
        foreach (var some in ids.Chunk(Range))
            moved += await database.WriteAsync(session => MoveSomeAsync(session, some, old, made), cancellation);
        logger.LogInformation("{Count} messages of edition {Edition} moved from variant {Old} to {New}", moved, edition.Id, old, made);
        return moved;
    }

    // A worker that has taken such a message finds at its beginning that it is another variant's, and gives it back.
    private async Task<int> MoveSomeAsync(Session session, long[] some, long old, long? made)
    {
        await OutboxClaims.SettleAsync(session);
        var parameters = new { some, old, made, now = clock.Milliseconds() };
        return made is not null
            ? await session.ExecuteAsync($"UPDATE messages AS m SET variant_id = @made WHERE m.id IN @some AND m.variant_id = @old AND {IsOpen}", parameters)
            : await session.ExecuteAsync($"UPDATE messages AS m SET status = 'Superseded', finished_at = @now, lease = NULL, lease_until = NULL WHERE m.id IN @some AND m.variant_id = @old AND {IsOpen}", parameters);
    }

    /// <summary>The variant made anew from what it was made of; null: no story is left of it.</summary>
    private async Task<long?> MakeAsync(Edition edition, long old, CancellationToken cancellation)
    {
        var closedAt = edition.ClosedAt!.Value.ToTime();
        var (making, offers, desk, hasAppeal) = await database.ReadAsync(async session => (
            (await session.FirstOrDefaultAsync<Making>("SELECT items, language, left_out FROM variant_makings WHERE variant_id = @old", new { old }))!,
            (await VariantOffers.ReadAsync(session, [old])).GetValueOrDefault(old),
            await EditionMatters.WordsAsync(session, edition, after: 0),
            await session.ScalarAsync<int?>("SELECT 1 FROM messages WHERE edition_id = @Id AND variant_id = @old AND appeal = 1 LIMIT 1", new { edition.Id, old }) is not null), cancellation);
        var language = ReaderLanguages.Find(making.Language);
        if (await composer.ComposeAgainAsync(JsonSerializer.Deserialize<List<ComposedItem>>(making.Items)!, desk, edition.Slug, closedAt, making.LeftOut, cancellation) is not { } composition)
            return null;
        composition = composition.With(await owed.OfVariantAsync(old, cancellation)).WithAppeal(hasAppeal);
        var (message, shown) = await composer.RenderFittingAsync(composition, language);
        gate.Require(message, shown);
        return await database.WriteAsync(async session =>
        {
            var id = await outbox.AddVariantAsync(session, edition.Id, new VariantContent(message.Subject, message.Html, message.Text, message.Markers), composition.Key(site, language));
            await new VariantOffers(offers?.Stories ?? new HashSet<long>(), shown.Beside).KeepAsync(session, id);
            await VariantRecord.Of(shown).KeepAsync(session, id, language?.Code);
            return id;
        }, cancellation);
    }

    /// <summary>The edition's page says what is right where nobody got anything else; where somebody did, it shows what they got.</summary>
    private async Task<int> PageAsync(Edition edition, CancellationToken cancellation)
    {
        var mayChange = await database.ReadAsync(session => session.ScalarAsync<int>(
            $"""
            SELECT COUNT(*) FROM editions e
            WHERE e.id = @Id AND e.html IS NOT NULL
              AND NOT EXISTS (SELECT 1 FROM variants v WHERE COALESCE(v.edition_id, 0) = e.id AND {IsOutdated}
                              AND EXISTS (SELECT 1 FROM messages m WHERE m.edition_id = e.id AND m.variant_id = v.id AND m.status NOT IN ('Failed', 'Superseded')))
              AND EXISTS (SELECT 1 FROM edition_versions x JOIN stories s ON s.id = x.story_id WHERE x.edition_id = e.id AND (s.removed_at IS NOT NULL OR x.version < s.version))
            """, new { edition.Id }), cancellation) > 0;
        if (mayChange)
            await variants.RenderPageAsync(edition, cancellation);
        return 0;
    }

    private sealed record Variant
    {
        public long Id { get; init; }

        public long EditionId { get; init; }

        /// <summary>Of one that was found before: it is outdated as yet.</summary>
        public bool Still { get; init; }
    }

    private sealed record Making
    {
        public string Items { get; init; } = "[]";

        public string Language { get; init; } = "";

        public int LeftOut { get; init; }
    }
}
