using Digest.Editions.Desk;
using Digest.Related;
using Digest.Stories;

namespace Digest.Editions;

/// <summary>What a regular edition offers: all that its readers were not offered before.</summary>
/// <param name="choice">Chooses.</param>
/// <param name="stories">Numbered up to the edition's last.</param>
/// <param name="events">Which of them are about one event.</param>
/// <param name="desk">What editors said.</param>
/// <param name="closedAt">What ages are counted from.</param>
internal sealed class RegularMatter(StoryChoice choice, IReadOnlyList<NumberedStory> stories, StoryClusters events, DeskWords desk, DateTimeOffset closedAt) : EditionMatter(desk)
{
    public override IReadOnlyList<EditionItem> Items(ReaderGroup group) => choice.Of(stories, group, closedAt, events, Desk.Order);

    public override IReadOnlySet<long> Offered(ReaderGroup group) => choice.Eligible(stories, group, closedAt).Select(story => story.Id).ToHashSet();
}
