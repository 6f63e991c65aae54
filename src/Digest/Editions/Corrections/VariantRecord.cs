using System.Text.Json;
using Digest.Rendering;
using Digest.Storage;

namespace Digest.Editions.Corrections;

/// <summary>What a variant shows and carries (rows of <c>variant_stories</c>, <c>variant_makings</c> and <c>variant_corrections</c>).</summary>
/// <param name="Items">Its items.</param>
/// <param name="Versions">The versions of the stories that readers see in it.</param>
/// <param name="Boxes">The corrections at its top.</param>
/// <param name="LeftOut">How many stories did not fit in.</param>
internal sealed record VariantRecord(IReadOnlyList<ComposedItem> Items, IReadOnlyDictionary<long, int> Versions, IReadOnlyList<CorrectionBox> Boxes, int LeftOut)
{
    public static readonly VariantRecord Nothing = new([], new Dictionary<long, int>(), [], 0);

    /// <summary>What a composition leads to when it is rendered.</summary>
    public static VariantRecord Of(Composition shown) => new(shown.Items, Shown(shown), shown.Boxes, shown.Content.LeftOut);

    /// <summary>The versions of the stories that readers see: those too that are listed under others, stand beside them, or in a block.</summary>
    public static IReadOnlyDictionary<long, int> Shown(Composition shown) => shown.Items
        .SelectMany(item => item.StoryIds.Take(1 + DigestParts.MostInTimeline).Concat(item.RelatedIds)).Where(shown.Versions.ContainsKey).Select(id => (Id: id, Version: shown.Versions[id]))
        .Concat(shown.Content.Blocks.Select(block => block.Story?.Id).OfType<long>().Where(shown.Recalled.ContainsKey).Select(id => (Id: id, Version: shown.Recalled[id])))
        .DistinctBy(one => one.Id).ToDictionary(one => one.Id, one => one.Version);

    /// <summary>Keeps it; of a variant that is known already, only which decisions it carries.</summary>
    /// <param name="session">A write.</param>
    /// <param name="variantId">The variant.</param>
    /// <param name="language">The code of the language that its readers chose; null: none.</param>
    public async Task KeepAsync(Session session, long variantId, string? language)
    {
        await session.ExecuteAsync(
            """
            INSERT INTO variant_corrections (variant_id, correction_id, version, decided_at) VALUES (@variantId, @CorrectionId, @Version, @DecidedAt)
            ON CONFLICT (variant_id, correction_id) DO UPDATE SET decided_at = excluded.decided_at
            """, Boxes.Select(box => new { variantId, box.CorrectionId, box.Version, box.DecidedAt }));
        if (await session.ExecuteAsync(
            "INSERT INTO variant_makings (variant_id, items, language, left_out) VALUES (@variantId, @items, @language, @LeftOut) ON CONFLICT DO NOTHING",
            new { variantId, items = JsonSerializer.Serialize(Items), language = language ?? "", LeftOut }) == 0)
            return;
        await session.ExecuteAsync(
            "INSERT INTO variant_stories (variant_id, story_id, version, told) VALUES (@variantId, @Story, @Version, @Told) ON CONFLICT DO NOTHING",
            Versions.Select(one => new { variantId, Story = one.Key, Version = one.Value, Told = false })
                .Concat(Boxes.Where(box => !box.IsOfStanding && !Versions.ContainsKey(box.StoryId)).Select(box => new { variantId, Story = box.StoryId, Version = box.Below, Told = true })));
    }
}
