namespace Digest.Editions;

/// <summary>In which order an edition's items stand; what comes late may be cut.</summary>
public static class ItemOrder
{
    /// <summary>The most important item first: the one with the latest story.</summary>
    public static IEnumerable<EditionItem> Of(IEnumerable<EditionItem> items) =>
        items.OrderByDescending(item => item.LatestAt).ThenByDescending(item => item.Lead.Id);
}
