using Digest.Editions.Desk;
using Digest.Outbox;
using Digest.Stories;
using Digest.Subscribers;

namespace Digest.Editions.Specials;

/// <summary>
/// What a special edition offers: the stories that an editor picked, each an item, in the order they chose. Readers are left out of what they were offered before or have muted.
/// </summary>
/// <param name="special">Whose stories and readers.</param>
/// <param name="stories">Those of its stories that can go.</param>
/// <param name="desk">Its words.</param>
internal sealed class SpecialMatter(SpecialEdition special, IReadOnlyList<NumberedStory> stories, DeskWords desk) : EditionMatter(desk)
{
    public override IReadOnlyList<EditionItem> Items(ReaderGroup group) => [.. Eligible(group).Select(story => new EditionItem([story]))];

    public override IReadOnlySet<long> Offered(ReaderGroup group) => Eligible(group).Select(story => story.Id).ToHashSet();

    /// <summary>Whether the readers are among those whom the editor chose.</summary>
    public bool IsFor(ReaderGroup group)
    {
        if (special.Audience is not SpecialAudience.Topics)
            return true;
        var (followed, muted) = (Set(group.Topics), Set(group.Muted));
        return followed.Count > 0 ? special.AudienceTopics.Any(followed.Contains) : special.WithOthers && special.AudienceTopics.Any(topic => !muted.Contains(topic));
    }

    /// <summary>Those of its stories that the readers have not had.</summary>
    public IEnumerable<NumberedStory> New(ReaderGroup group)
    {
        var ahead = OfferedRanges.ReadAhead(group.OfferedAhead);
        return stories.Where(story => story.Number > group.Position && !ahead.Any(range => range.Contains(story.Number)));
    }

    private IEnumerable<NumberedStory> Eligible(ReaderGroup group)
    {
        if (!IsFor(group))
            return [];
        var (followed, muted) = (Set(group.Topics), Set(group.Muted));
        // What a reader follows they want, whatever else they muted.
        return New(group).Where(story => !story.Topics.Any(muted.Contains) || story.Topics.Any(followed.Contains));
    }

    private static HashSet<string> Set(string topics) => new(TopicList.Read(topics), StringComparer.OrdinalIgnoreCase);
}
