using AngleSharp.Dom;

namespace Digest.Editions.Checks;

/// <summary>What major mail programs do not know and nothing makes up for.</summary>
internal sealed class ClientSupport : IEditionCheck
{
    private const int MostClients = 3;

    public IEnumerable<Finding> Find(CheckedEdition edition)
    {
        if (edition.Markup is not { } markup)
            yield break;
        var uses = new FeatureUses(markup);
        var known = MailClients.All;
        // What loses something comes before what looks worse.
        foreach (var feature in known.Features.OrderBy(feature => feature.Severity == "broken" ? 0 : 1))
        {
            var found = uses.Of(feature).FirstOrDefault(use => !known.Accepted[feature.Code].Any(accepted => accepted.Values is null || FeatureUses.Pattern(accepted.Values).IsMatch(use.Words)));
            if (found != default)
                yield return Finding.Warn($"client-{feature.Code}", $"{feature.What} does not work in {Names(known, feature.Clients)}: {feature.Effect}.", feature.Remedy, Where(found.Words, found.Element, edition));
        }
    }

    private static string Names(MailClients known, IReadOnlyList<string> clients)
    {
        var names = clients.Select(client => known.Clients[client]).ToList();
        return names.Count <= MostClients
            ? string.Join(names.Count == 2 ? " and " : ", ", names)
            : $"{string.Join(", ", names.Take(MostClients))} and {names.Count - MostClients} more";
    }

    private static FindingPlace Where(string words, IElement? element, CheckedEdition edition)
    {
        if (element is not { LocalName: "img" } || element.GetAttribute("src") != words)
            return FindingPlace.Message;
        var at = edition.Composition?.Content.Stories.Select((story, place) => (story, place)).FirstOrDefault(one => one.story.Picture?.Url == words);
        return new FindingPlace(FindingSubject.Picture, words) { StoryId = at?.story is null ? null : edition.Composition!.Items[at.Value.place].LeadId };
    }
}
