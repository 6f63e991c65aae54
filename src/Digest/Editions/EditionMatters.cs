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

    /// <summary>What editors said of an edition and its stories numbered after one.</summary>
    internal static Task<DeskWords> WordsAsync(Session session, Edition edition, long after) =>
        edition.Kind is EditionKind.Special ? SpecialRows.WordsAsync(session, edition) : DeskRows.OfAsync(session, edition.ClosedAt!.Value.ToTime(), edition.Id, after);
}
