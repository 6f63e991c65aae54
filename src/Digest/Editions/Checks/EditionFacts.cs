using System.Text.Json;
using Digest.Editions.Desk;
using Digest.Outbox;
using Digest.Storage;

namespace Digest.Editions.Checks;

/// <summary>What is known of an edition beside what it shows.</summary>
/// <param name="NewItems">How many of its items no edition has had.</param>
/// <param name="Subject">What readers of every edition get as a subject; null: nothing is new.</param>
/// <param name="LastSubjects">What the last edition had.</param>
/// <param name="UsualItems">The median of the last ten regular editions; null: there are too few to say what is usual.</param>
internal sealed record EditionFacts(int NewItems, string? Subject, IReadOnlyList<string> LastSubjects, double? UsualItems)
{
    /// <summary>The editors' lines that are older than the headline of the story for which they were written, with that headline.</summary>
    public IReadOnlyList<(DeskField Line, string Headline)> OlderLines { get; init; } = [];

    private const int Looked = 10;
    private const int Enough = 3;
    private const int MostVariants = 3;

    public static async Task<EditionFacts> ReadAsync(Session session, Preview? preview)
    {
        var items = await session.QueryAsync<int>(
            """
            SELECT COUNT(*) FROM edition_stories x
            WHERE x.lead_id IS NULL AND x.edition_id IN (SELECT id FROM editions WHERE kind = 'Regular' AND state = 'Closed' AND prepared_at IS NOT NULL ORDER BY id DESC LIMIT @Looked)
            GROUP BY x.edition_id
            """, new { Looked });
        return new EditionFacts(
            preview?.Items.Count(item => preview.New.Contains(item.Lead.Id)) ?? 0,
            preview is null ? null : FirstNew(preview),
            await LastSubjectsAsync(session),
            items.Count < Enough ? null : Median([.. items.Order()]))
        {
            OlderLines = preview is null ? [] : await OlderLinesAsync(session, preview),
        };
    }

    private static async Task<IReadOnlyList<(DeskField, string)>> OlderLinesAsync(Session session, Preview preview)
    {
        var older = new List<(DeskField, string)>();
        foreach (var (what, line, isShown) in new[] { (DeskField.Subject, preview.Desk.Subject, preview.Composition.OwnSubject is not null), (DeskField.Preheader, preview.Desk.Preheader, preview.Composition.OwnPreheader is not null) })
        {
            if (line is not null && isShown && preview.Desk.Holding.TryGetValue((what, null), out var said) && await session.FirstOrDefaultAsync<string>(
                "SELECT s.headline FROM stories s WHERE s.id = @Story AND EXISTS (SELECT 1 FROM story_versions v WHERE v.story_id = s.id AND v.until > @At AND v.headline <> s.headline)", new { line.Story, said.At }) is { } headline)
                older.Add((what, headline));
        }
        return older;
    }

    // A new reader may see a story at the top that everybody else has had.
    private static string? FirstNew(Preview preview)
    {
        var first = preview.Items.Select((item, place) => (item, place)).FirstOrDefault(one => preview.New.Contains(one.item.Lead.Id));
        if (first.item is null)
            return null;
        var story = preview.Composition.Content.Stories[first.place];
        return first.place == 0 ? preview.Message.Subject : SubjectLine.Of(story.Headline, story.Dek);
    }

    private static async Task<IReadOnlyList<string>> LastSubjectsAsync(Session session)
    {
        if (await session.FirstOrDefaultAsync<LatestEdition>("SELECT id, subject FROM editions WHERE state = 'Closed' AND prepared_at IS NOT NULL ORDER BY id DESC LIMIT 1") is not { } last)
            return [];
        var variants = await session.QueryAsync<string>("SELECT content FROM variants WHERE COALESCE(edition_id, 0) = @Id ORDER BY id LIMIT @MostVariants", new { last.Id, MostVariants });
        var subjects = variants.Select(content => JsonSerializer.Deserialize<VariantContent>(content)!.Subject);
        return [.. subjects.Append(last.Subject is null ? null : SubjectLine.Of(last.Subject)).OfType<string>().Distinct(StringComparer.Ordinal)];
    }

    private static double Median(IReadOnlyList<int> ordered) =>
        ordered.Count % 2 == 1 ? ordered[ordered.Count / 2] : (ordered[(ordered.Count / 2) - 1] + ordered[ordered.Count / 2]) / 2.0;
}
