using System.Text.Json;
using Digest.Storage;

namespace Digest.Editions;

/// <summary>What a variant offers: its stories, shown or cut for length, and the related ones beside them (rows of <c>variant_offers</c>).</summary>
/// <param name="Stories">The ids of the stories that are eligible for its readers.</param>
/// <param name="Related">The ids of the related stories that it shows.</param>
internal sealed record VariantOffers(IReadOnlySet<long> Stories, IReadOnlySet<long> Related)
{
    private const int IdsAtOnce = 500;

    /// <summary>Whether it would bring its readers as related what another variant has brought them.</summary>
    public bool Repeats(VariantOffers earlier) => Related.Count > 0 && (Related.Overlaps(earlier.Stories) || Related.Overlaps(earlier.Related));

    /// <summary>Keeps what a variant offers, with what it is known to offer already: groups of readers share one where they are shown the same.</summary>
    public async Task KeepAsync(Session session, long variantId)
    {
        var known = (await ReadAsync(session, [variantId])).GetValueOrDefault(variantId);
        await session.ExecuteAsync(
            """
            INSERT INTO variant_offers (variant_id, stories, related) VALUES (@variantId, @stories, @related)
            ON CONFLICT (variant_id) DO UPDATE SET stories = excluded.stories, related = excluded.related
            """,
            new { variantId, stories = Write(Stories, known?.Stories), related = Write(Related, known?.Related) });
    }

    /// <summary>What some variants offer; those of which nothing is kept are left out.</summary>
    public static async Task<IReadOnlyDictionary<long, VariantOffers>> ReadAsync(Session session, IEnumerable<long> variantIds)
    {
        var offers = new Dictionary<long, VariantOffers>();
        foreach (var some in variantIds.Distinct().Chunk(IdsAtOnce))
        {
            foreach (var row in await session.QueryAsync<Row>("SELECT variant_id, stories, related FROM variant_offers WHERE variant_id IN @some", new { some }))
                offers[row.VariantId] = new VariantOffers(Read(row.Stories), Read(row.Related));
        }
        return offers;
    }

    private static HashSet<long> Read(string ids) => JsonSerializer.Deserialize<HashSet<long>>(ids) ?? [];

    private static string Write(IEnumerable<long> ids, IEnumerable<long>? known) => JsonSerializer.Serialize(ids.Union(known ?? []).Order());

    private sealed record Row
    {
        public long VariantId { get; init; }

        public string Stories { get; init; } = "[]";

        public string Related { get; init; } = "[]";
    }
}
