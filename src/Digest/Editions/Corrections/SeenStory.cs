using Digest.Storage;
using Digest.Stories;

namespace Digest.Editions.Corrections;

/// <summary>A story with what variants show of it and what is known of its corrections.</summary>
/// <param name="Story">As it is now.</param>
/// <param name="Earlier">What it said before.</param>
/// <param name="Shown">The versions that variants show or tell, and that are not the present one; of a withdrawn story, that one too.</param>
/// <param name="Latest">Its latest correction.</param>
internal sealed record SeenStory(Story Story, IReadOnlyList<StoryVersion> Earlier, IReadOnlyList<int> Shown, Correction? Latest)
{
    /// <summary>Reads it; null: there is none of this id.</summary>
    public static async Task<SeenStory?> ReadAsync(Session session, long id)
    {
        if (await StoryArchive.ByIdsAsync(session, [id]) is not [var story])
            return null;
        var below = Limit(story);
        return new SeenStory(
            story,
            await StoryVersions.OfAsync(session, id),
            await session.QueryAsync<int>("SELECT DISTINCT version FROM variant_stories WHERE story_id = @id AND version < @below ORDER BY version", new { id, below }),
            await CorrectionRows.LatestAsync(session, id));
    }

    /// <summary>Those who got a version below this one are concerned: of a withdrawn story, everybody.</summary>
    public int Below => Limit(Story);

    /// <summary>What is another thing than a version said; null: nothing.</summary>
    public StoryChange? ChangeSince(int version) => Story.Removed is null ? StoryChange.Between(Said(version), Said(Story.Version)) : StoryChange.Withdrawal(Said(version), Said(Story.Version));

    /// <summary>Whether that is more than the latest correction says.</summary>
    public bool IsNews => Latest switch
    {
        null => true,
        { Kind: CorrectionKind.Removed } => Story.Removed is null,
        _ => Story.Removed is not null || StoryChange.Between(Said(Latest.Below), Said(Story.Version)) is not null,
    };

    private SaidWords Said(int version) => SaidWords.Of(Story, Earlier, version);

    private static int Limit(Story story) => story.Removed is null ? story.Version : story.Version + 1;
}
