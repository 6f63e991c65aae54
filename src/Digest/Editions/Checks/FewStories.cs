namespace Digest.Editions.Checks;

/// <summary>An edition with nothing or little that is new.</summary>
internal sealed class FewStories : IEditionCheck
{
    private const int Least = 3;

    public IEnumerable<Finding> Find(CheckedEdition edition)
    {
        if (edition.Facts is not { } facts || edition.IsSpecial)
            yield break;
        if (facts.NewItems == 0)
            yield return Finding.Warn("stories-none", "No story is new: readers who are up to date get nothing.", "See whether the feeds are read, under Feeds; otherwise nothing is to be done.");
        else if (facts.NewItems < Least)
            yield return Finding.Warn("stories-few", facts.NewItems == 1 ? "Only one item is new." : $"Only {facts.NewItems} items are new.", "See whether a feed is missing, or skip the edition: its stories go with the next one.");
        else if (facts.UsualItems is { } usual && facts.NewItems * 3 < usual)
            yield return Finding.Warn("stories-few", $"Only {facts.NewItems} items are new, where an edition usually has {usual:0.#}.", "See whether a feed is missing, or skip the edition: its stories go with the next one.");
    }
}
