using Digest.Editions.Corrections;
using Digest.Editions.Desk;
using Digest.Editions.Specials;
using Digest.Storage;
using Digest.Stories;

namespace Digest.Editions;

/// <summary>Reads what closed editions have to offer.</summary>
public sealed class EditionMatters(Database database, StoryChoice choice, EditionClusters clusters)
{
    /// <summary>What an edition offers to readers with positions of at least <paramref name="after"/>.</summary>
    internal async Task<EditionMatter> OfAsync(Edition edition, long after, CancellationToken cancellation = default)
    {
        if (edition.Kind is EditionKind.Special)
            return await database.ReadAsync(session => SpecialRows.MatterAsync(session, edition), cancellation);
        var closedAt = edition.ClosedAt!.Value.ToTime();
        var (stories, desk) = await database.ReadAsync(async session => (await StoryNumbers.BetweenAsync(session, after, edition.LastNumber!.Value), await WordsAsync(session, edition, after)), cancellation);
        return new RegularMatter(choice, stories, await clusters.OfAsync(stories, closedAt, cancellation), desk, closedAt);
    }

    /// <summary>What editors said of an edition and its stories numbered after one; not lines written for a story that was corrected since the edition closed.</summary>
    internal static async Task<DeskWords> WordsAsync(Session session, Edition edition, long after)
    {
        var words = edition.Kind is EditionKind.Special ? await SpecialRows.WordsAsync(session, edition) : await DeskRows.OfAsync(session, edition.ClosedAt!.Value.ToTime(), edition.Id, after);
        return words.LineStories is { Count: > 0 } stories ? words.Without(await CorrectionRows.CorrectedSinceAsync(session, stories, edition.ClosedAt!.Value)) : words;
    }
}
