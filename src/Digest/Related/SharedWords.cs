namespace Digest.Related;

/// <summary>Why a story is one of several about one event.</summary>
/// <param name="IsVersion">Its headline says the same as another one's.</param>
/// <param name="Words">The words it has in common with others, the strongest first, as people write them.</param>
public sealed record SharedWords(bool IsVersion, IReadOnlyList<string> Words)
{
    private const int Most = 6;

    /// <summary>Of a larger cluster the first so many are looked at.</summary>
    private const int MostStories = 30;

    // More than are ever shown: the others of the event may stand behind older stories of the same matter.
    private const int Offers = 50;

    internal static IReadOnlyDictionary<long, SharedWords> Of(IReadOnlyList<long> cluster, RelatedIndex index, DateTimeOffset now)
    {
        var nothing = new HashSet<long>();
        return cluster.Take(MostStories).ToDictionary(id => id, id => new SharedWords(
            cluster.Any(other => other != id && index.Likeness(id, other) >= 1),
            [.. index.Find(id, Offers, nothing, now, RelatedDirection.Either).Where(offer => cluster.Contains(offer.Id)).SelectMany(offer => offer.Words).Distinct(StringComparer.Ordinal).Take(Most)]));
    }
}
