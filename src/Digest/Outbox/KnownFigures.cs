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
    private readonly ConcurrentDictionary<long, (EditionFigures Figures, DateTimeOffset At)> ended = new();

    /// <summary>As <see cref="EditionFigures.ReadAsync"/>; those of an edition without open messages are up to ten minutes old.</summary>
    public async Task<IReadOnlyDictionary<long, EditionFigures>> ReadAsync(Session session, IReadOnlyCollection<long> editionIds)
    {
        var now = clock.GetUtcNow();
        var figures = new Dictionary<long, EditionFigures>();
        foreach (var id in editionIds)
        {
            if (ended.TryGetValue(id, out var known) && now - known.At < Good)
                figures[id] = known.Figures;
        }
        foreach (var (id, read) in await EditionFigures.ReadAsync(session, [.. editionIds.Where(id => !figures.ContainsKey(id))]))
        {
            figures[id] = read;
            if (read is { Waiting: 0, Deferred: 0, Uncertain: 0 })
                ended[id] = (read, now);
            else
                ended.TryRemove(id, out _);
        }
        return figures;
    }
}
