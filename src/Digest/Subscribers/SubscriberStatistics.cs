using System.Globalization;
using Digest.Storage;

namespace Digest.Subscribers;

/// <summary>How many subscribers there are, and how many came and left; each figure from an index alone.</summary>
public static class SubscriberStatistics
{
    /// <summary>The number of subscribers in each state that has any.</summary>
    public static async Task<IReadOnlyDictionary<SubscriberStatus, long>> ByStatusAsync(Session session) =>
        (await session.QueryAsync<StatusCount>("SELECT status, COUNT(*) AS subscribers FROM subscribers GROUP BY status")).ToDictionary(one => one.Status, one => one.Subscribers);

    /// <summary>
    /// What subscribers did between times that follow each other, such as the beginnings of days. An import counts on the day of
    /// the consent that it brought along.
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
                 counted AS (SELECT s.place, k.kind, (SELECT COUNT(*) FROM consents c WHERE c.kind = k.kind AND c.at >= s.begins AND c.at < s.ends) AS subscribers
                             FROM spans s CROSS JOIN kinds k)
            SELECT place, kind, subscribers FROM counted WHERE subscribers > 0
            """);
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
