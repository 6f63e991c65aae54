using System.Globalization;
using Digest.Storage;

namespace Digest.Subscribers;

/// <summary>How many subscribers there are, and how many came and left; as good as everything is read from an index alone.</summary>
public static class SubscriberStatistics
{
    // Few, and found once: asking each consent of a year whose it is takes many times as long. The order in which they were
    // written counts, as an import brings an older time along; the join is crossed so that it begins at the few.
    private const string Strangers =
        """
        withdrawn (id, subscriber_id, at) AS MATERIALIZED (
            SELECT c.id, c.subscriber_id, c.at FROM consents c
            WHERE c.kind = 'Withdrawn' AND c.at >= @begins AND c.at < @ends
              AND NOT EXISTS (SELECT 1 FROM consents r WHERE r.subscriber_id = c.subscriber_id AND r.id < c.id AND r.kind IN ('Confirmed', 'Imported', 'Restored')
                              AND NOT EXISTS (SELECT 1 FROM consents w WHERE w.subscriber_id = c.subscriber_id AND w.id > r.id AND w.id < c.id AND w.kind = 'Withdrawn')
                              AND EXISTS (SELECT 1 FROM consents f WHERE f.subscriber_id = c.subscriber_id AND f.id <= r.id AND f.kind IN ('Confirmed', 'Imported')))),
        strangers (id, kind, at) AS MATERIALIZED (
            SELECT id, 'Withdrawn', at FROM withdrawn
            UNION
            SELECT c.id, 'Restored', c.at FROM withdrawn w CROSS JOIN consents c
            WHERE c.subscriber_id = w.subscriber_id AND c.id > w.id AND c.kind = 'Restored'
              AND NOT EXISTS (SELECT 1 FROM consents f WHERE f.subscriber_id = c.subscriber_id AND f.id < c.id AND f.kind IN ('Confirmed', 'Imported')))
        """;

    /// <summary>The number of subscribers in each state that has any.</summary>
    public static async Task<IReadOnlyDictionary<SubscriberStatus, long>> ByStatusAsync(Session session) =>
        (await session.QueryAsync<StatusCount>("SELECT status, COUNT(*) AS subscribers FROM subscribers GROUP BY status")).ToDictionary(one => one.Status, one => one.Subscribers);

    /// <summary>
    /// What subscribers did between times that follow each other, such as the beginnings of days. An import counts on the day of
    /// the consent that it brought along. Who was no reader does not leave: unsubscribing or erasing somebody who never confirmed,
    /// or had left already, is written down as a withdrawal too and is not counted; nor is taking that back.
    /// </summary>
    /// <param name="session">A read.</param>
    /// <param name="bounds">One more than there are spans; each is the end of one and the beginning of the next.</param>
    public static async Task<IReadOnlyList<Movement>> MovementsAsync(Session session, IReadOnlyList<DateTimeOffset> bounds)
    {
        // Numbers of our own, and so many that they would be too many parameters.
        var spans = string.Join(", ", Enumerable.Range(0, bounds.Count - 1).Select(place => string.Create(
            CultureInfo.InvariantCulture, $"({place}, {bounds[place].ToMilliseconds()}, {bounds[place + 1].ToMilliseconds()})")));
        // Counted range by range of the index: grouping a year's rows takes many times as long.
        return await session.QueryAsync<Movement>(
            $"""
            WITH spans (place, begins, ends) AS (VALUES {spans}),
                 kinds (kind) AS (VALUES ('Confirmed'), ('Imported'), ('Withdrawn'), ('Restored')),
                 {Strangers},
                 counted AS (SELECT s.place, k.kind, (SELECT COUNT(*) FROM consents c WHERE c.kind = k.kind AND c.at >= s.begins AND c.at < s.ends)
                                                   - (SELECT COUNT(*) FROM strangers x WHERE x.kind = k.kind AND x.at >= s.begins AND x.at < s.ends) AS subscribers
                             FROM spans s CROSS JOIN kinds k)
            SELECT place, kind, subscribers FROM counted WHERE subscribers > 0
            """, new { begins = bounds[0].ToMilliseconds(), ends = bounds[^1].ToMilliseconds() });
    }

    private sealed record StatusCount
    {
        public SubscriberStatus Status { get; init; }

        public long Subscribers { get; init; }
    }
}

/// <summary>How many subscribers did something in a span of time.</summary>
public sealed record Movement
{
    /// <summary>The span's place, from 0.</summary>
    public int Place { get; init; }

    public ConsentKind Kind { get; init; }

    public long Subscribers { get; init; }
}
