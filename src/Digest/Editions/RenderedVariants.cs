using Digest.Editions.Corrections;
using Digest.Outbox;

namespace Digest.Editions;

/// <summary>
/// What was rendered for an edition so far. Readers with the same choice share it as far as what they were offered before allows;
/// beyond a few ways of composing one choice, one serves all that are left.
/// </summary>
/// <param name="lately">What each group was offered lately.</param>
/// <param name="later">Stories that are left for later editions, for everybody.</param>
internal sealed class RenderedVariants(IReadOnlyDictionary<ReaderGroup, IReadOnlySet<long>> lately, IReadOnlySet<long> later)
{
    private const int MostOfOneChoice = 8;
    private readonly Dictionary<string, List<RenderedVariant>> known = new(StringComparer.Ordinal);
    private readonly HashSet<long> notAgainForAnybody = [.. lately.Values.SelectMany(ids => ids)];

    /// <summary>What a group was offered lately.</summary>
    public IReadOnlySet<long> NotAgain(ReaderGroup group) => lately.GetValueOrDefault(group) ?? new HashSet<long>();

    /// <summary>A variant of the choice that repeats nothing for a group, and leaves out nothing that need not be; null: there is none.</summary>
    public RenderedVariant? Find(string chosen, ReaderGroup group)
    {
        var variants = Of(chosen);
        var notAgain = NotAgain(group);
        return variants.Find(one => !one.Related.Overlaps(notAgain) && (variants.Count > MostOfOneChoice || one.Without.All(id => notAgain.Contains(id) || later.Contains(id))));
    }

    /// <summary>What a variant for a group has to leave out.</summary>
    public IReadOnlySet<long> Without(string chosen, ReaderGroup group) => (Of(chosen).Count < MostOfOneChoice ? NotAgain(group) : notAgainForAnybody).Union(later).ToHashSet();

    public void Add(string chosen, RenderedVariant variant) => Of(chosen).Add(variant);

    private List<RenderedVariant> Of(string chosen) => known.TryGetValue(chosen, out var variants) ? variants : known[chosen] = [];
}

/// <summary>A variant and how it came about.</summary>
/// <param name="Key">By which equal ones are known.</param>
/// <param name="Content">Rendered.</param>
/// <param name="Without">What was not offered as related.</param>
/// <param name="Related">What it shows as related.</param>
internal sealed record RenderedVariant(string Key, VariantContent Content, IReadOnlySet<long> Without, IReadOnlySet<long> Related)
{
    /// <summary>What it shows, and in which versions.</summary>
    public VariantRecord Record { get; init; } = VariantRecord.Nothing;
}
