using Digest.Storage;
using Digest.Subscribers;

namespace Digest.Editions.Specials;

/// <summary>Why a special edition did not come to a reader who could have had it: they were active, and had not paused.</summary>
internal static class ExplainSpecial
{
    /// <summary>The sentence that answers it.</summary>
    /// <param name="session">The reading.</param>
    /// <param name="edition">A special one, closed and prepared.</param>
    /// <param name="then">The reader as they were when it closed.</param>
    /// <param name="cadence">What they had chosen, in words.</param>
    public static async Task<string> WhyNotAsync(Session session, Edition edition, Subscriber then, string cadence)
    {
        var special = (await SpecialRows.OfEditionAsync(session, edition.Id))!;
        if (special.Audience is SpecialAudience.SpecialOnly && then.Days != 0)
            return $"It was not for them: it went to those who get special editions only, and they chose {cadence}.";
        var group = new ReaderGroup { Topics = then.Topics, Muted = then.Muted };
        var matter = new SpecialMatter(special, await SpecialRows.StoriesAsync(session, special), Desk.DeskWords.None);
        if (!matter.IsFor(group))
        {
            var followed = string.Join(", ", TopicList.Read(then.Topics));
            return $"It was not for them: it went to readers of {string.Join(", ", special.AudienceTopics)}, and they followed {(followed.Length > 0 ? followed : "no topic in particular")}.";
        }
        return matter.Items(group).Count == 0
            ? $"Every story of it was in a topic that they had muted ({string.Join(", ", TopicList.Read(then.Muted))})."
            : "Nothing in it was new for them: all its stories had been offered to them before, or were waiting for them in another message.";
    }
}
