using System.Collections.Concurrent;
using Digest.Storage;

namespace Digest.Outbox;

/// <summary>
/// The figures of editions for pages that ask again and again. An edition that has come to its end changes no more, or hardly
/// ever: its hundred thousand messages are not counted anew for each look.
/// </summary>
public sealed class KnownFigures(TimeProvider clock)
{
    private static readonly TimeSpan Good = TimeSpan.FromMinutes(10);
    private readonly ConcurrentDictionary<long, (EditionFigures Figures, long? LastAnswerAt, DateTimeOffset At)> ended = new();

    /// <summary>As <see cref="EditionFigures.ReadAsync"/>; those of an edition that has come to its end are up to ten minutes old.</summary>
    public async Task<IReadOnlyDictionary<long, EditionFigures>> ReadAsync(Session session, IReadOnlyCollection<long> editionIds)
    {
        var now = clock.GetUtcNow();
        var ends = (await EndsAsync(session, editionIds)).ToDictionary(one => one.Id, one => one.LastAnswerAt);
        var figures = new Dictionary<long, EditionFigures>();
        foreach (var (id, answeredAt) in ends)
        {
            // What failed may have been submitted once more since: then there is a later answer.
            if (ended.TryGetValue(id, out var known) && now - known.At < Good && known.LastAnswerAt == answeredAt)
                figures[id] = known.Figures;
        }
        foreach (var (id, read) in await EditionFigures.ReadAsync(session, [.. editionIds.Where(id => !figures.ContainsKey(id))], now.ToMilliseconds()))
        {
            figures[id] = read;
            if (ends.TryGetValue(id, out var answeredAt))
                ended[id] = (read, answeredAt, now);
            else
                ended.TryRemove(id, out _);
        }
        return figures;
    }

    /// <summary>Those that are prepared and have nothing left to submit: a step or two in an index for each.</summary>
    private static Task<IReadOnlyList<Ended>> EndsAsync(Session session, IReadOnlyCollection<long> editionIds) => session.QueryAsync<Ended>(
        """
        SELECT e.id, a.last_at AS last_answer_at FROM editions e LEFT JOIN edition_answers a ON a.edition_id = e.id
        WHERE e.id IN @editionIds AND e.prepared_at IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM messages m WHERE m.edition_id = e.id AND m.status = 'Submitting')
          AND NOT EXISTS (SELECT 1 FROM messages m WHERE m.edition_id = e.id AND m.finished_at IS NULL AND m.status IN ('Prepared', 'Deferred', 'Uncertain'))
        """, new { editionIds });

    private sealed record Ended
    {
        public long Id { get; init; }

        public long? LastAnswerAt { get; init; }
    }
}
