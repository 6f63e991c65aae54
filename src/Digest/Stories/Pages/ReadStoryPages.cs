using System.Data.Common;
using Digest.Net;
using Digest.Net.Robots;
using Digest.Storage;
using Microsoft.Extensions.Logging;

namespace Digest.Stories.Pages;

/// <summary>
/// The job that reads stories' own pages where their feeds say little. One page at a time of each host, as its robots.txt allows
/// and with a rest between two. Safe to run twice and in two processes at once.
/// </summary>
public sealed class ReadStoryPages(Database database, GuardedClient client, StoryPagesOptions options, SiteOptions site, TimeProvider clock, ILogger<ReadStoryPages> log)
{
    /// <summary>For how long the job reads; it comes again within a minute.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    /// <summary>For how long an edition that somebody sends now waits for pages.</summary>
    public static readonly TimeSpan ShortPatience = TimeSpan.FromSeconds(20);

    private const int MostDue = 500;
    private const int HostsAtOnce = 8;
    private static readonly FetchTerms Terms = new("text/html, application/xhtml+xml;q=0.9, */*;q=0.1", StoryPage.MaxBytes, TimeSpan.FromSeconds(15));
    private static readonly TimeSpan HostsTrouble = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestAsked = TimeSpan.FromDays(2);
    private readonly PageLog pageLog = new(database, clock);
    private readonly RobotsFetch robots = new(client);

    /// <summary>How it rests; a test has other ways.</summary>
    internal Func<TimeSpan, CancellationToken, Task> RestAsync { get; init; } = (time, cancellation) => Task.Delay(time, clock, cancellation);

    /// <summary>Reads pages that are due.</summary>
    /// <param name="progress">Is told how many.</param>
    /// <param name="patience">No further page is begun after that.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>How many were asked for.</returns>
    public async Task<int> RunAsync(IProgress<WorkDone>? progress, TimeSpan patience, CancellationToken cancellation)
    {
        if (!options.Read)
            return 0;
        var started = clock.GetTimestamp();
        var due = await pageLog.DueAsync(options.MaxAgeDays, MostDue, cancellation);
        var hosts = due.GroupBy(page => page.Address is { } address && !ReservedNames.Contain(address) ? PageHost.Of(address) : "").ToList();
        var asked = 0;
        await Parallel.ForEachAsync(hosts, new ParallelOptions { MaxDegreeOfParallelism = HostsAtOnce, CancellationToken = cancellation }, async (pages, token) =>
        {
            if (pages.Key.Length == 0)
                await pageLog.PutOffAsync([.. pages], pages.Key, wait: null, "Its link leads nowhere.");
            else
                await HostAsync(pages.Key, [.. pages], () => patience - clock.GetElapsedTime(started), Told, token);
        });
        return asked;

        void Told()
        {
            var now = Interlocked.Increment(ref asked);
            progress?.Report(new WorkDone(now, due.Count, "pages"));
        }
    }

    private async Task HostAsync(string host, List<DuePage> pages, Func<TimeSpan> left, Action told, CancellationToken cancellation)
    {
        var now = clock.Milliseconds();
        for (var at = 0; at < pages.Count && left() > TimeSpan.Zero;)
        {
            now = Math.Max(now, clock.Milliseconds());
            var (mine, later) = await pageLog.ClaimAsync(pages[at], host, now, cancellation);
            if (later is { } time)
            {
                if (TimeSpan.FromMilliseconds(time - now) is var rest && rest > left())
                    return;
                await RestAsync(rest, cancellation);
                now = time;
                continue;
            }
            if (mine is not null)
            {
                told();
                if (await ReadAsync(pages[at], mine, cancellation) is ({ } wait, { } problem))
                {
                    await pageLog.PutOffAsync([.. pages.Skip(at + 1)], host, wait, problem);
                    return;
                }
            }
            at++;
        }
    }

    /// <summary>Reads a page; for how long and why the whole host is left in peace, if it is.</summary>
    private async Task<(TimeSpan? Wait, string? Problem)> ReadAsync(DuePage page, PageHost host, CancellationToken cancellation)
    {
        try
        {
            return await AskAsync(page, host, cancellation);
        }
        catch (Exception bug) when (bug is not (OperationCanceledException or DbException))
        {
            // What one page trips over must not keep the others from being read.
            log.LogError(bug, "The page of story {StoryId} tripped the reader", page.Id);
            await pageLog.LeftAloneAsync(page, host, "The page could not be understood; the log says more.");
            return (null, null);
        }
    }

    private async Task<(TimeSpan? Wait, string? Problem)> AskAsync(DuePage page, PageHost known, CancellationToken cancellation)
    {
        var (host, mayAsk, wait, why) = await RulesAsync(known, page.Address!, cancellation);
        if (!mayAsk)
        {
            var problem = $"robots.txt of {page.Address!.Host} cannot be read: {why}.";
            await pageLog.WaitsAsync(page, host, problem, wait);
            return (wait, problem);
        }
        if (!host.Rules.Allow(page.Address!))
        {
            await pageLog.DisallowedAsync(page, host, Wish(page.Address!), wasAsked: !known.IsKnown(clock.GetUtcNow()));
            return (null, null);
        }
        if (!known.IsKnown(clock.GetUtcNow()))
            await RestAsync(host.Rest, cancellation);
        string? wish = null;
        var terms = Terms with { Objection = async (onward, token) => wish = await ObjectionAsync(host, onward, token) };
        switch (await client.GetAsync(page.Address!, terms, cancellation))
        {
            case FetchResult.Fetched fetched:
                await StoreAsync(page, host, fetched);
                return (null, null);
            case FetchResult.Refused when wish is not null:
                await pageLog.DisallowedAsync(page, host, wish, wasAsked: true);
                return (null, null);
            case FetchResult.Refused refused:
                return await FailAsync(page, host, $"The page is not fetched: {refused.Why}.", null, isForGood: true);
            case FetchResult.Gone:
                return await FailAsync(page, host, "The page cannot be read: the server answered 410 Gone.", null);
            case FetchResult.RetryLater { Status: 429 or >= 500 } later:
                return await FailAsync(page, host, $"The page cannot be read now: {later.Why}, and asks for patience.", later.After < LongestAsked ? later.After : LongestAsked);
            case FetchResult.RetryLater later:
                return await FailAsync(page, host, $"The page cannot be read: {later.Why}.", null);
            case FetchResult.Failed failed:
                return await FailAsync(page, host, $"The page cannot be read: {failed.Why}.", failed.Status is 0 or 429 or >= 500 ? HostsTrouble : null);
            case var other:
                throw new InvalidOperationException($"Nobody handles {other.GetType().Name}.");
        }
    }

    private async Task StoreAsync(DuePage page, PageHost host, FetchResult.Fetched fetched)
    {
        var facts = StoryPage.Read(fetched.Bytes, fetched.ContentType, fetched.Address);
        if (PageHost.Of(fetched.Address) is var final && final != host.Host)
            await pageLog.RestAsync(new PageHost { Host = final }, host.Rest, isOurs: false);
        if (facts.Problem is { } problem)
        {
            await pageLog.LeftAloneAsync(page, host, $"The page is left alone: {char.ToLowerInvariant(problem[0])}{problem[1..]}.");
            return;
        }
        var isTagline = facts.Description is { } description && Headlines.AreAlike(description, site.Tagline);
        // A time to come is a mistake, or an embargo that is over; the story is there.
        var isTimely = facts.Published <= clock.GetUtcNow();
        await pageLog.ReadAsync(page, host, facts with { Description = isTagline ? null : facts.Description, Published = isTimely ? facts.Published : null });
    }

    private async Task<(TimeSpan? Wait, string? Problem)> FailAsync(DuePage page, PageHost host, string problem, TimeSpan? wait, bool isForGood = false)
    {
        log.LogInformation("Story {StoryId}: {Problem}", page.Id, problem);
        if (isForGood)
            await pageLog.LeftAloneAsync(page, host, problem);
        else
            await pageLog.FailedAsync(page, host, problem, wait > host.Rest ? wait.Value : host.Rest);
        return (wait, wait is null ? null : problem);
    }

    /// <summary>What a host allows, asked anew where that is too old.</summary>
    private async Task<(PageHost Host, bool MayAsk, TimeSpan Wait, string? Why)> RulesAsync(PageHost known, Uri address, CancellationToken cancellation)
    {
        if (known.IsKnown(clock.GetUtcNow()))
            return (known, true, TimeSpan.Zero, null);
        var answer = await robots.GetAsync(address, cancellation);
        var (host, mayAsk, wait) = known.After(answer, clock.GetUtcNow());
        await pageLog.KeepAsync(host, answer.Problem);
        return (host, mayAsk, wait, answer.Problem);
    }

    /// <summary>A redirect is followed where the host that it leads to allows it.</summary>
    private async Task<string?> ObjectionAsync(PageHost own, Uri onward, CancellationToken cancellation)
    {
        if (onward.Scheme is not ("http" or "https"))
            return null;
        var name = PageHost.Of(onward);
        var (host, mayAsk, _, why) = name == own.Host ? (own, true, TimeSpan.Zero, null) : await RulesAsync(await pageLog.HostAsync(name, cancellation), onward, cancellation);
        return !mayAsk ? $"It leads to {onward.Host}, whose robots.txt cannot be read: {why}." : host.Rules.Allow(onward) ? null : Wish(onward);
    }

    private static string Wish(Uri address) => $"robots.txt of {address.Host} asks that it not be read.";
}
