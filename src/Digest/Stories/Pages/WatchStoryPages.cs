using System.Data.Common;
using Digest.Net;
using Digest.Storage;
using Microsoft.Extensions.Logging;

namespace Digest.Stories.Pages;

/// <summary>
/// The job that looks whether the pages of stories that readers got lately are still there, and say what the stories do. As <see cref="ReadStoryPages"/> does, it
/// asks one thing at a time of each host, as its robots.txt allows. Safe to run twice and in two processes at once.
/// </summary>
public sealed class WatchStoryPages(Database database, GuardedClient client, StoryPagesOptions options, FeedsOptions feeds, SiteOptions site, TimeProvider clock, ILogger<WatchStoryPages> log)
{
    private const int MostDue = 100;
    private const int HostsAtOnce = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);
    private readonly PageLog pageLog = new(database, clock);
    private readonly WatchLog watchLog = new(database, feeds, clock);
    private readonly PageVisit visit = new(new PageLog(database, clock), client, site, clock, log);

    /// <summary>How it rests; a test has other ways.</summary>
    internal Func<TimeSpan, CancellationToken, Task> RestAsync { get; init; } = (time, cancellation) => Task.Delay(time, clock, cancellation);

    /// <summary>Looks after the stories that readers get: called by whoever knows which those are.</summary>
    /// <param name="session">A write.</param>
    /// <param name="stories">The stories, and when readers got them first.</param>
    /// <param name="until">How long their pages are looked at.</param>
    public static Task BeginAsync(Session session, IEnumerable<(long Story, long Since)> stories, DateTimeOffset until) => session.ExecuteAsync(
        """
        INSERT INTO watched_pages (story_id, since, until, next_at) VALUES (@Story, @Since, @until, @Since)
        ON CONFLICT (story_id) DO UPDATE SET until = excluded.until WHERE watched_pages.until < excluded.until
        """, stories.Select(one => new { one.Story, one.Since, until = until.ToMilliseconds() }));

    /// <summary>Asks for the pages that are due.</summary>
    public async Task RunAsync(CancellationToken cancellation = default)
    {
        if (!options.Read)
            return;
        var started = clock.GetTimestamp();
        var due = await watchLog.DueAsync(MostDue, cancellation);
        var hosts = due.GroupBy(page => page.Address is { } address && !ReservedNames.Contain(address) ? PageHost.Of(address) : "").ToList();
        await Parallel.ForEachAsync(hosts, new ParallelOptions { MaxDegreeOfParallelism = HostsAtOnce, CancellationToken = cancellation }, async (pages, token) =>
        {
            if (pages.Key.Length == 0)
                await watchLog.PutOffAsync([.. pages], wait: null, "Its link leads nowhere.");
            else
                await HostAsync(pages.Key, [.. pages], () => Patience - clock.GetElapsedTime(started), token);
        });
    }

    private async Task HostAsync(string host, List<DuePage> pages, Func<TimeSpan> left, CancellationToken cancellation)
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
            var (look, end) = await LookAsync(pages[at], mine, cancellation);
            await NoteAsync(pages[at], look);
            if (end.IsDone)
                at++;
            if (end.Wait is { } wait)
            {
                await watchLog.PutOffAsync([.. pages.Skip(at)], wait, end.Problem!);
                return;
            }
        }
    }

    private async Task<(PageLook? Look, VisitEnd End)> LookAsync(DuePage page, PageHost host, CancellationToken cancellation)
    {
        try
        {
            return await visit.LookAsync(page.Address!, host, cancellation);
        }
        catch (Exception bug) when (bug is not (OperationCanceledException or DbException))
        {
            log.LogError(bug, "The page of story {StoryId} tripped the reader", page.Id);
            return (new PageLook.Unknown("The page could not be understood; the log says more."), VisitEnd.Done);
        }
    }

    private async Task NoteAsync(DuePage page, PageLook? look)
    {
        switch (look)
        {
            case PageLook.There there when await watchLog.ThereAsync(page, there.Headlines):
                log.LogInformation("No feed has story {StoryId} any more, and its page has another headline: the story says that now", page.Id);
                break;
            case PageLook.Gone when await watchLog.GoneAsync(page):
                log.LogWarning("The page of story {StoryId} is gone: the story is withdrawn", page.Id);
                break;
            case PageLook.Unknown unknown:
                await watchLog.PutOffAsync([page], wait: null, unknown.Problem);
                break;
            default:
                break;
        }
    }
}
