using Digest.Editions.Blocks;
using Digest.Editions.Checks;
using Digest.Editions.Corrections;
using Digest.Editions.Desk;
using Digest.Languages;
using Digest.Outbox;
using Digest.Rendering;
using Digest.Storage;
using Digest.Stories;

namespace Digest.Editions;

/// <summary>Renders each variant of an edition once and notes which group of readers gets which, when.</summary>
public sealed class EditionVariants(Database database, EditionMatters matters, EditionComposer composer, EditionClock calendar, OfferedLately lately, OwedCorrections corrections, OutboxWriter outbox, EditionGate gate, SiteOptions site)
{
    /// <summary>Joins <c>due d</c> to its row in <c>edition_choices c</c>.</summary>
    internal const string SameGroup =
        "c.edition_id = @edition AND c.position = d.position AND c.offered_ahead = d.offered_ahead AND c.topics = d.topics AND c.muted = d.muted AND c.language = d.language AND c.send_hour = d.send_hour AND c.time_zone = d.time_zone AND c.owed = d.owed AND c.appeal = d.appeal";

    /// <summary>Renders the edition for a reader without history: the archive's page, and the headline that the edition goes by.</summary>
    public async Task RenderPageAsync(Edition edition, CancellationToken cancellation = default)
    {
        var closedAt = edition.ClosedAt!.Value.ToTime();
        var after = edition.AfterNumber!.Value;
        var matter = await matters.OfAsync(edition, after, cancellation);
        var items = matter.Items(new ReaderGroup { Position = after });
        // Only older stories, for readers who were away: the page shows what the one furthest back gets.
        if (items.Count == 0 && await EarliestAsync(edition, cancellation) is { } earliest)
        {
            matter = await matters.OfAsync(edition, earliest, cancellation);
            items = matter.Items(new ReaderGroup { Position = earliest });
        }
        if (items.Count == 0)
            return;
        var composition = await composer.ComposeAsync(items, matter.Desk, edition.Slug, closedAt, await LaterAsync(edition, cancellation), cancellation);
        var page = await composer.RenderPageAsync(composition);
        gate.RequirePage(page, composition);
        await database.WriteAsync(async session =>
        {
            await session.ExecuteAsync("UPDATE editions SET subject = @Subject, html = @Html, text = @Text WHERE id = @Id", new { page.Subject, page.Html, page.Text, edition.Id });
            await YearAgo.KeepAsync(session, edition.Id, composition.Content);
            // Tried again, the page may show other items.
            await session.ExecuteAsync("DELETE FROM edition_stories WHERE edition_id = @Id", new { edition.Id });
            await session.ExecuteAsync("DELETE FROM edition_versions WHERE edition_id = @Id", new { edition.Id });
            await session.ExecuteAsync(
                "INSERT INTO edition_versions (edition_id, story_id, version) VALUES (@Id, @Key, @Value)", VariantRecord.Shown(composition).Select(one => new { edition.Id, one.Key, one.Value }));
            await session.ExecuteAsync(
                "INSERT INTO edition_stories (edition_id, story_id, rank, lead_id) VALUES (@edition, @Story, @rank, @Lead)",
                composition.Items.SelectMany(item => item.StoryIds.Select(story => (Story: story, Lead: story == item.LeadId ? (long?)null : item.LeadId)))
                    .Select((one, rank) => new { edition = edition.Id, one.Story, rank, one.Lead }));
        }, cancellation);
    }

    /// <summary>Renders what groups of readers in the range of ids still lack.</summary>
    /// <exception cref="TemplateException">Nothing more was noted; what was rendered before stays.</exception>
    /// <exception cref="EditionBlockedException">Likewise.</exception>
    public async Task RenderMissingAsync(Edition edition, long from, long to, CancellationToken cancellation = default)
    {
        var missing = await database.ReadAsync(async session =>
        {
            var parameters = await Readership.ParametersAsync(session, edition, from, to);
            parameters.Add("edition", edition.Id);
            return await session.QueryAsync<ReaderGroup>(
                $"""
                {Readership.Of(edition)}
                SELECT DISTINCT d.position, d.offered_ahead, d.topics, d.muted, d.language, d.send_hour, d.time_zone, d.owed, d.appeal
                FROM due d LEFT JOIN edition_choices c ON {SameGroup}
                WHERE c.edition_id IS NULL
                """, parameters);
        }, cancellation);
        if (missing.Count == 0)
            return;
        var matter = await matters.OfAsync(edition, missing.Min(group => group.Position), cancellation);
        var rendered = new RenderedVariants(await lately.OfAsync(edition, from, cancellation), await LaterAsync(edition, cancellation));
        // Those to whom most may be offered come first: what they get may suit others, too.
        foreach (var same in missing.GroupBy(group => group.AtAnyHour).OrderBy(same => rendered.NotAgain(same.Key).Count))
        {
            var items = matter.Items(same.Key);
            long? variant = items.Count == 0 ? null : await VariantAsync(edition, items, matter.Desk, same.Key, matter.Offered(same.Key), rendered, cancellation);
            await database.WriteAsync(session => session.ExecuteAsync(
                """
                INSERT INTO edition_choices (edition_id, position, offered_ahead, topics, muted, language, send_hour, time_zone, owed, appeal, variant_id, not_before)
                VALUES (@edition, @Position, @OfferedAhead, @Topics, @Muted, @Language, @SendHour, @TimeZone, @Owed, @Appeal, @variant, @notBefore) ON CONFLICT DO NOTHING
                """,
                same.Select(group => new { edition = edition.Id, group.Position, group.OfferedAhead, group.Topics, group.Muted, group.Language, group.SendHour, group.TimeZone, group.Owed, group.Appeal, variant, notBefore = NotBefore(edition, group) })), cancellation);
        }
    }

    private async Task<long> VariantAsync(Edition edition, IReadOnlyList<EditionItem> items, DeskWords desk, ReaderGroup group, IReadOnlySet<long> offered, RenderedVariants rendered, CancellationToken cancellation)
    {
        var language = ReaderLanguages.Find(group.Language);
        // Many combinations of topics lead to the same choice.
        var chosen = $"{language?.Code}:{group.Owed}:{(group.Appeal ? "appeal" : "")}:{string.Join(',', items.Select(item => string.Join('~', item.StoryIds)))}";
        if (rendered.Find(chosen, group) is not { } variant)
        {
            var without = rendered.Without(chosen, group);
            var composition = (await composer.ComposeAsync(items, desk, edition.Slug, edition.ClosedAt!.Value.ToTime(), without, cancellation)).With(await corrections.OfAsync(group.Owed, cancellation)).WithAppeal(group.Appeal);
            var (message, shown) = await composer.RenderFittingAsync(composition, language);
            gate.Require(message, shown);
            variant = new RenderedVariant(composition.Key(site, language), new VariantContent(message.Subject, message.Html, message.Text, message.Markers), without, shown.Beside) { Record = VariantRecord.Of(shown) };
            rendered.Add(chosen, variant);
        }
        return await database.WriteAsync(async session =>
        {
            var id = await outbox.AddVariantAsync(session, edition.Id, variant.Content, variant.Key);
            await new VariantOffers(offered, variant.Related).KeepAsync(session, id);
            await variant.Record.KeepAsync(session, id, language?.Code);
            return id;
        }, cancellation);
    }

    private async Task<IReadOnlySet<long>> LaterAsync(Edition edition, CancellationToken cancellation) =>
        (await database.ReadAsync(session => LaterAsync(session, edition), cancellation)).ToHashSet();

    // A special edition is in nobody's turn: all that has a number may stand beside its stories.
    private static async Task<IReadOnlyList<long>> LaterAsync(Session session, Edition edition) =>
        await StoryNumbers.LaterAsync(session, edition.Kind is EditionKind.Special ? await StoryNumbers.HighestAsync(session) : edition.LastNumber!.Value);

    private Task<long?> EarliestAsync(Edition edition, CancellationToken cancellation) => database.ReadAsync(async session => await session.ScalarAsync<long?>(
        $"{Readership.Of(edition)} SELECT MIN(position) FROM due", await Readership.ParametersAsync(session, edition, 0, long.MaxValue)), cancellation);

    private long NotBefore(Edition edition, ReaderGroup group)
    {
        var closedAt = edition.ClosedAt!.Value.ToTime();
        if (group.SendHour < 0)
            return edition.ClosedAt.Value;
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(group.TimeZone, out var own) ? own : calendar.Zone;
        return EditionClock.OwnHour(closedAt, group.SendHour, zone).ToMilliseconds();
    }
}
