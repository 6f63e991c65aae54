using Digest.Rendering;
using Digest.Storage;

namespace Digest.Editions.Corrections;

/// <summary>What readers are owed: which corrections go, and to whom.</summary>
public sealed class OwedCorrections(Database database)
{
    /// <summary>A message carries no more than these, the earliest; the others come with the next one.</summary>
    public const int Most = 6;

    /// <summary>
    /// A common table's body <c>owing</c> (subscriber_id, owed): of each reader who got a story before it was corrected, the bits of the
    /// cases of the corrections that go and that no message of theirs has carried. Of several versions, the latest that they got counts. What is on the wire counts as
    /// carried. Of a withdrawal and its end, readers are told whichever they did not hear last. Nothing to do while none goes. Parameters: @from, @to, a range of subscriber ids.
    /// </summary>
    internal const string Owing =
        """
        SELECT latest.subscriber_id, CAST(SUM(k.mask) AS bigint) AS owed
        FROM (SELECT m.subscriber_id, shown.correction_id, shown.story_id, shown.kind, MAX(x.version) AS version
              FROM (SELECT DISTINCT g.id AS correction_id, g.story_id, g.kind, g.below, v.edition_id
                    FROM corrections g JOIN variant_stories gx ON gx.story_id = g.story_id AND gx.version < g.below JOIN variants v ON v.id = gx.variant_id
                    WHERE g.state = 'Going') shown
              JOIN messages m ON m.edition_id = shown.edition_id AND m.subscriber_id > @from AND m.subscriber_id <= @to AND m.status IN ('Submitted', 'Uncertain')
              JOIN variant_stories x ON x.variant_id = m.variant_id AND x.story_id = shown.story_id AND x.version < shown.below
              GROUP BY m.subscriber_id, shown.correction_id, shown.story_id, shown.kind) latest
        JOIN correction_cases k ON k.correction_id = latest.correction_id AND k.version = latest.version AND k.mask IS NOT NULL
        WHERE NOT EXISTS (SELECT 1 FROM messages d JOIN variant_corrections v ON v.variant_id = d.variant_id AND v.correction_id = latest.correction_id
                          WHERE d.subscriber_id = latest.subscriber_id AND d.status IN ('Submitted', 'Submitting', 'Uncertain'))
          AND (latest.kind NOT IN ('Removed', 'Restored')
               OR latest.kind <> COALESCE((SELECT h.kind FROM messages d JOIN variant_corrections v ON v.variant_id = d.variant_id
                                           JOIN corrections h ON h.id = v.correction_id AND h.story_id = latest.story_id AND h.kind IN ('Removed', 'Restored')
                                           WHERE d.subscriber_id = latest.subscriber_id AND d.status IN ('Submitted', 'Submitting', 'Uncertain') ORDER BY h.id DESC LIMIT 1), 'Restored'))
        GROUP BY latest.subscriber_id
        """;

    /// <summary>The boxes that readers with these bits get, the earliest correction first.</summary>
    public Task<IReadOnlyList<CorrectionBox>> OfAsync(long owed, CancellationToken cancellation = default) =>
        owed == 0 ? Task.FromResult<IReadOnlyList<CorrectionBox>>([]) : ReadAsync("k.mask IS NOT NULL AND (k.mask & @owed) <> 0", new { owed, Most }, cancellation);

    /// <summary>The boxes that a variant carries, as far as they still go and in the words in which they go now.</summary>
    public Task<IReadOnlyList<CorrectionBox>> OfVariantAsync(long variant, CancellationToken cancellation = default) =>
        ReadAsync("EXISTS (SELECT 1 FROM variant_corrections v WHERE v.variant_id = @variant AND v.correction_id = k.correction_id AND v.version = k.version)", new { variant, Most }, cancellation);

    private async Task<IReadOnlyList<CorrectionBox>> ReadAsync(string which, object parameters, CancellationToken cancellation)
    {
        var rows = await database.ReadAsync(session => session.QueryAsync<Row>(
            $"""
            SELECT c.id, c.story_id, k.version, c.decided_at, c.below, c.kind, c.right_words, k.said, s.headline, s.link, CASE WHEN s.removed_because = 'Gone' THEN 1 ELSE 0 END AS is_gone
            FROM correction_cases k JOIN corrections c ON c.id = k.correction_id JOIN stories s ON s.id = c.story_id
            WHERE {which} AND c.state = 'Going' ORDER BY c.id LIMIT @Most
            """, parameters), cancellation);
        return [.. rows.Select(row => row.Box)];
    }

    private sealed record Row
    {
        public long Id { get; init; }

        public long StoryId { get; init; }

        public int Version { get; init; }

        public long DecidedAt { get; init; }

        public int Below { get; init; }

        public CorrectionKind Kind { get; init; }

        public string RightWords { get; init; } = "";

        public string Said { get; init; } = "";

        public string Link { get; init; } = "";

        public string Headline { get; init; } = "";

        public bool IsGone { get; init; }

        public CorrectionBox Box
        {
            get
            {
                var isRemoval = Kind is CorrectionKind.Removed;
                return new(Id, StoryId, Version, DecidedAt, Below, Kind is CorrectionKind.Removed or CorrectionKind.Restored,
                    new CorrectionContent(isRemoval ? null : Headline, Said, RightWords, IsGone ? null : Link, isRemoval) { IsRestored = Kind is CorrectionKind.Restored });
            }
        }
    }
}
