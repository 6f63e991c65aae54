namespace Digest.Stories;

/// <summary>
/// Who is asked when: a host gets one question at a time, with a pause between two; hosts do not wait for each other, so that a slow one
/// does not hold up the rest.
/// </summary>
internal sealed class HostQueues(TimeProvider clock)
{
    private const int HostsAtOnce = 8;

    /// <summary>A human's pace is slower; a machine that is in order does not notice this one.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Asks for each feed.</summary>
    /// <param name="feeds">In the order in which each host is asked.</param>
    /// <param name="askAsync">Asks for one; false: this host wants to be left alone, the rest of its feeds is not asked for.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task RunAsync(IReadOnlyList<FeedRow> feeds, Func<FeedRow, CancellationToken, Task<bool>> askAsync, CancellationToken cancellation) =>
        Parallel.ForEachAsync(Queues(feeds), new ParallelOptions { MaxDegreeOfParallelism = HostsAtOnce, CancellationToken = cancellation }, async (queue, token) =>
        {
            for (var at = 0; at < queue.Count && await askAsync(queue[at], token); at++)
            {
                if (queue[at].Host is not null && at + 1 < queue.Count)
                    await Task.Delay(Pause, clock, token);
            }
        });

    // Each file is a queue of its own.
    private static List<List<FeedRow>> Queues(IReadOnlyList<FeedRow> feeds) =>
        [.. feeds.GroupBy(feed => feed.Host ?? feed.Url, StringComparer.OrdinalIgnoreCase).Select(host => host.ToList())];
}
