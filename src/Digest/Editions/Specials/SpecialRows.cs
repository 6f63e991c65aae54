using Digest.Editions.Desk;
using Digest.Outbox;
using Digest.Storage;
using Digest.Stories;

namespace Digest.Editions.Specials;

/// <summary>Special editions as rows.</summary>
internal static class SpecialRows
{
    /// <summary>One; null: there is none of the number.</summary>
    public static Task<SpecialEdition?> ByIdAsync(Session session, long id) =>
        session.FirstOrDefaultAsync<SpecialEdition>("SELECT * FROM specials WHERE id = @id", new { id });

    /// <summary>What a closed edition was made of; null: it is a regular one.</summary>
    public static Task<SpecialEdition?> OfEditionAsync(Session session, long edition) =>
        session.FirstOrDefaultAsync<SpecialEdition>("SELECT * FROM specials WHERE edition_id = @edition", new { edition });

    /// <summary>What special editions for everyone brought beyond a number: a reader of every edition has had it.</summary>
    public static async Task<ReaderGroup> FaithfulAsync(Session session, long after)
    {
        var ranges = await session.QueryAsync<OfferedRange>(
            "SELECT r.after_number AS after, r.last_number AS \"to\" FROM edition_ranges r JOIN specials p ON p.edition_id = r.edition_id WHERE r.last_number > @after AND p.audience = 'Everyone' ORDER BY r.after_number", new { after });
        var offered = ranges.Aggregate(new OfferedRanges(after, []), (known, range) => known.With(range.After, range.To));
        return new ReaderGroup { Position = offered.Position, OfferedAhead = offered.WriteAhead() };
    }

    /// <summary>Those of its stories that can go, in their order: not what is withdrawn or kept out of all editions.</summary>
    public static async Task<IReadOnlyList<NumberedStory>> StoriesAsync(Session session, SpecialEdition special)
    {
        var stories = (await StoryNumbers.OfAsync(session, special.StoryIds)).ToDictionary(story => story.Id);
        return [.. special.StoryIds.Where(stories.ContainsKey).Select(id => stories[id])];
    }

    public static async Task<EditionMatter> MatterAsync(Session session, Edition edition)
    {
        var special = (await OfEditionAsync(session, edition.Id))!;
        return new SpecialMatter(special, await StoriesAsync(session, special), await EditionMatters.WordsAsync(session, edition, after: 0));
    }

    public static async Task<DeskWords> WordsAsync(Session session, Edition edition) => await WordsAsync(session, (await OfEditionAsync(session, edition.Id))!, edition.ClosedAt!.Value.ToTime());

    /// <summary>Its own words; pictures of its stories and what stands beside them as the desk says.</summary>
    public static async Task<DeskWords> WordsAsync(Session session, SpecialEdition special, DateTimeOffset at)
    {
        var first = special.StoryIds is [var top, ..] ? top : 0;
        return await DeskRows.OfStoriesAsync(session, special.StoryIds, at) with
        {
            Kind = EditionKind.Special,
            Subject = special.Subject is null ? null : new DeskLine(special.Subject, first),
            Preheader = special.Preheader is null ? null : new DeskLine(special.Preheader, first),
            Note = special.Note,
        };
    }
}
