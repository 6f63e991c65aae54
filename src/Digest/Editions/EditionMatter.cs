using Digest.Editions.Desk;

namespace Digest.Editions;

/// <summary>What an edition has to offer, and what of it a group of readers gets.</summary>
/// <param name="desk">What editors said of it.</param>
internal abstract class EditionMatter(DeskWords desk)
{
    /// <summary>What editors said of it.</summary>
    public DeskWords Desk { get; } = desk;

    /// <summary>What a group is shown, the top item first; empty: nothing is left for them.</summary>
    public abstract IReadOnlyList<EditionItem> Items(ReaderGroup group);

    /// <summary>The ids of what a group is offered, shown or cut for length.</summary>
    public abstract IReadOnlySet<long> Offered(ReaderGroup group);
}
