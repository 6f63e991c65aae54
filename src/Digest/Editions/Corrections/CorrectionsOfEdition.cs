using Digest.Rendering;
using Digest.Storage;

namespace Digest.Editions.Corrections;

/// <summary>What a past edition's page says that is not so any more.</summary>
public sealed class CorrectionsOfEdition(Database database)
{
    /// <summary>The corrections that were told of what the page shows, and the stories of it that are withdrawn; each story's latest, in the page's order. What is right stands with them unless the story changed once more and nobody has decided about that.</summary>
    public Task<IReadOnlyList<PublishedCorrection>> OfAsync(string slug, CancellationToken cancellation = default) => database.ReadAsync(session => session.QueryAsync<PublishedCorrection>(
        """
        SELECT COALESCE(k.said, (SELECT v.headline FROM story_versions v WHERE v.story_id = x.story_id AND v.number >= x.version ORDER BY v.number LIMIT 1), s.headline) AS said,
               CASE WHEN s.removed_at IS NOT NULL AND c.kind <> 'Removed' THEN ''
                    WHEN c.state = 'Overtaken' OR EXISTS (SELECT 1 FROM corrections n WHERE n.story_id = c.story_id AND n.id > c.id AND n.state = 'Open' AND n.kind <> 'Restored') THEN ''
                    ELSE COALESCE(c.right_words, '') END AS right_words, s.link,
               CASE WHEN s.removed_at IS NULL THEN 0 ELSE 1 END AS is_withdrawn
        FROM editions e JOIN edition_versions x ON x.edition_id = e.id JOIN stories s ON s.id = x.story_id
        LEFT JOIN corrections c ON c.id = (SELECT MAX(o.id) FROM corrections o JOIN correction_cases q ON q.correction_id = o.id AND q.version = x.version
                                           WHERE o.story_id = x.story_id AND x.version < o.below AND o.kind <> 'Restored' AND (o.state IN ('Going', 'Told') OR (o.kind = 'Removed' AND o.state = 'Open')
                                                OR (o.state = 'Overtaken' AND EXISTS (SELECT 1 FROM variant_corrections y JOIN variants v ON v.id = y.variant_id
                                                    JOIN messages m ON m.edition_id = v.edition_id AND m.variant_id = v.id AND m.status IN ('Submitted', 'Uncertain') WHERE y.correction_id = o.id))))
        LEFT JOIN correction_cases k ON k.correction_id = c.id AND k.version = x.version
        LEFT JOIN edition_stories p ON p.edition_id = e.id AND p.story_id = x.story_id
        WHERE e.slug = @slug AND (s.removed_at IS NOT NULL OR (c.id IS NOT NULL AND c.kind <> 'Removed'))
        ORDER BY COALESCE(p.rank, 1000), x.story_id
        """, new { slug }), cancellation);
}

/// <summary>A correction on an edition's page.</summary>
public sealed record PublishedCorrection
{
    /// <summary>What the page says.</summary>
    public string Said { get; init; } = "";

    /// <summary>What is right; empty: nothing is said of it.</summary>
    public string RightWords { get; init; } = "";

    public string Link { get; init; } = "";

    public bool IsWithdrawn { get; init; }

    /// <summary>Where the story stands now; null: nowhere.</summary>
    public string? Page => IsWithdrawn ? null : PlainText.Address(Link);
}
