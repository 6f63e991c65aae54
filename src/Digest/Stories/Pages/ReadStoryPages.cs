using System.Data.Common;
using Digest.Net;
using Digest.Storage;
using Microsoft.Extensions.Logging;

namespace Digest.Stories.Pages;

/// <summary>
/// The job that reads stories' own pages where their feeds say little. One request at a time to each host, as its robots.txt
/// allows and with a rest between two. Safe to run twice and in two processes at once.
/// </summary>
public sealed class ReadStoryPages(Database database, GuardedClient client, StoryPagesOptions options, SiteOptions site, TimeProvider clock, ILogger<ReadStoryPages> log)
{
    /// <summary>For how long the job reads; it comes again within a minute.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    /// <summary>For how long an edition that somebody sends now waits for pages.</summary>
    public static readonly TimeSpan ShortPatience = TimeSpan.FromSeconds(20);

    private const int MostDue = 500;
    private const int HostsAtOnce = 8;
    private readonly PageLog pageLog = new(database, clock);
    private readonly PageVisit visit = new(new PageLog(database, clock), client, site, clock, log);

    /// <summary>How it rests; a test has other ways.</summary>
    internal Func<TimeSpan, CancellationToken, Task> RestAsync { get; init; } = (time, cancellation) => Task.Delay(time, clock, cancellation);

    /// <summary>Reads pages that are due.</summary>
    /// <param name="progress">Is told how many.</param>
    /// <param name="patience">No request is begun after that.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>How many stories need no further visit now.</returns>
    public async Task<int> RunAsync(IProgress<WorkDone>? progress, TimeSpan patience, CancellationToken cancellation)
    {
        if (!options.Read)
            return 0;
        var started = clock.GetTimestamp();
        var due = await pageLog.DueAsync(options.MaxAgeDays, MostDue, cancellation);
        var hosts = due.GroupBy(page => page.Address is { } address && !ReservedNames.Contain(address) ? PageHost.Of(address) : "").ToList();
        var done = 0;
        await Parallel.ForEachAsync(hosts, new ParallelOptions { MaxDegreeOfParallelism = HostsAtOnce, CancellationToken = cancellation }, async (pages, token) =>
        {
            if (pages.Key.Length == 0)
                await pageLog.PutOffAsync([.. pages], pages.Key, wait: null, "Its link leads nowhere.");
            else
                await HostAsync(pages.Key, [.. pages], () => patience - clock.GetElapsedTime(started), Told, token);
        });
        return done;

        void Told()
        {
            var now = Interlocked.Increment(ref done);
            progress?.Report(new WorkDone(now, due.Count, "pages"));
        }
    }

    private async Task HostAsync(string host, List<DuePage> pages, Func<TimeSpan> left, Action told, CancellationToken cancellation)
    {
        var now = clock.Milliseconds();
        for (var at = 0; at < pages.Count && left() > TimeSpan.Zero;)
        {
            now = Math.Max(now, clock.Milliseconds());
            var (mine, later) = await pageLog.ClaimAsync(host, now, cancellation);
            if (mine is null)
            {
                var rest = TimeSpan.FromMilliseconds(later - now);
                if (rest > left())
                    return;
                await RestAsync(rest, cancellation);
                now = later;
                continue;
            }
            var end = await VisitAsync(pages[at], mine, cancellation);
            if (end.IsDone)
            {
                at++;
                told();
            }
            if (end.Wait is { } wait)
            {
                await pageLog.PutOffAsync([.. pages.Skip(at)], host, wait, end.Problem!);
                return;
            }
        }
    }

    private async Task<VisitEnd> VisitAsync(DuePage page, PageHost host, CancellationToken cancellation)
    {
        try
        {
            return await visit.AskAsync(page, host, cancellation);
        }
        catch (Exception bug) when (bug is not (OperationCanceledException or DbException))
        {
            // What one page trips over must not keep the others from being read.
            log.LogError(bug, "The page of story {StoryId} tripped the reader", page.Id);
            await pageLog.LeftAloneAsync(page, host, "The page could not be understood; the log says more.");
            return VisitEnd.Done;
        }
    }
}
