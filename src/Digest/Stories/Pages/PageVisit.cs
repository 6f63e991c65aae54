using Digest.Net;
using Digest.Net.Robots;
using Microsoft.Extensions.Logging;

namespace Digest.Stories.Pages;

/// <summary>One request to a host: for its robots.txt, its front page or a story's page, whichever must come first.</summary>
internal sealed class PageVisit(PageLog pageLog, GuardedClient client, SiteOptions site, TimeProvider clock, ILogger log)
{
    private static readonly FetchTerms Terms = new("text/html, application/xhtml+xml;q=0.9, */*;q=0.1", StoryPage.MaxBytes, TimeSpan.FromSeconds(15));
    private static readonly TimeSpan HostsTrouble = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestAsked = TimeSpan.FromDays(2);
    private readonly RobotsFetch robots = new(client);

    /// <summary>Asks a host that is this process's for what a story's page needs next.</summary>
    public async Task<VisitEnd> AskAsync(DuePage page, PageHost host, CancellationToken cancellation)
    {
        var address = page.Address!;
        if (!host.IsKnown(clock.GetUtcNow()))
            return await RobotsAsync(host, address, cancellation);
        if (!host.IsFrontKnown(clock.GetUtcNow()) && host.Rules.Allow(new Uri(address, "/")))
            return await FrontAsync(host, new Uri(address, "/"), cancellation);
        if (!await pageLog.ClaimAsync(page, host, cancellation))
        {
            await pageLog.RestAsync(host, TimeSpan.Zero, isOurs: true);
            return VisitEnd.Done;
        }
        if (host.Rules.Allow(address))
            return await PageAsync(page, host, cancellation);
        await pageLog.DisallowedAsync(page, host, Wish(address), wasAsked: false);
        return VisitEnd.Done;
    }

    private async Task<VisitEnd> RobotsAsync(PageHost known, Uri address, CancellationToken cancellation)
    {
        var (host, mayAsk, wait, why) = await RulesAsync(known, address, cancellation);
        await pageLog.RestAsync(host, mayAsk ? host.Rest : wait, isOurs: true);
        return mayAsk ? VisitEnd.Begun : VisitEnd.NotNow(wait, $"robots.txt of {address.Host} cannot be read: {why}.");
    }

    /// <summary>Asks whether a page is still there: for the host's robots.txt first where that must be, for nothing else.</summary>
    public async Task<(PageLook? Look, VisitEnd End)> LookAsync(Uri address, PageHost host, CancellationToken cancellation)
    {
        if (!host.IsKnown(clock.GetUtcNow()))
            return (null, await RobotsAsync(host, address, cancellation));
        if (!host.Rules.Allow(address))
        {
            await pageLog.RestAsync(host, TimeSpan.Zero, isOurs: true);
            return (new PageLook.Unknown(Wish(address)), VisitEnd.Done);
        }
        string? wish = null;
        var answer = await client.GetAsync(address, Terms with { Objection = async (onward, token) => wish = await ObjectionAsync(host, onward, token) }, cancellation);
        await pageLog.RestAsync(host, host.Rest, isOurs: true);
        return answer switch
        {
            FetchResult.Fetched fetched => (new PageLook.There(PageHeadlines.Read(fetched.Bytes, fetched.ContentType, fetched.Address)), VisitEnd.Done),
            FetchResult.Gone or FetchResult.Failed { Status: 404 } or FetchResult.RetryLater { Status: 404 } => (new PageLook.Gone(), VisitEnd.Done),
            FetchResult.RetryLater later => (null, VisitEnd.NotNow(later.After < LongestAsked ? later.After : LongestAsked, $"The page cannot be read now: {later.Why}, and asks for patience.")),
            FetchResult.Failed { Status: 0 or 429 or >= 500 } failed => (null, VisitEnd.NotNow(HostsTrouble, $"The page cannot be read: {failed.Why}.")),
            FetchResult.Failed failed => (new PageLook.Unknown($"The page cannot be read: {failed.Why}."), VisitEnd.Done),
            FetchResult.Refused refused => (new PageLook.Unknown(wish ?? $"The page is not fetched: {refused.Why}."), VisitEnd.Done),
            var other => throw new InvalidOperationException($"Nobody handles {other.GetType().Name}."),
        };
    }

    /// <summary>What the front page says to those who share it, stories' pages may say for want of their own.</summary>
    private async Task<VisitEnd> FrontAsync(PageHost host, Uri address, CancellationToken cancellation)
    {
        var fetched = await client.GetAsync(address, Terms with { Objection = (onward, token) => ObjectionAsync(host, onward, token) }, cancellation) as FetchResult.Fetched;
        await pageLog.KeepFrontAsync(host, fetched is null ? null : StoryPage.Read(fetched.Bytes, fetched.ContentType, fetched.Address));
        await pageLog.RestAsync(host, host.Rest, isOurs: true);
        return VisitEnd.Begun;
    }

    private async Task<VisitEnd> PageAsync(DuePage page, PageHost host, CancellationToken cancellation)
    {
        string? wish = null;
        var terms = Terms with { Objection = async (onward, token) => wish = await ObjectionAsync(host, onward, token) };
        switch (await client.GetAsync(page.Address!, terms, cancellation))
        {
            case FetchResult.Fetched fetched:
                await StoreAsync(page, host, fetched);
                return VisitEnd.Done;
            case FetchResult.Refused when wish is not null:
                await pageLog.DisallowedAsync(page, host, wish, wasAsked: true);
                return VisitEnd.Done;
            case FetchResult.Refused refused:
                await pageLog.LeftAloneAsync(page, host, $"The page is not fetched: {refused.Why}.");
                return VisitEnd.Done;
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

    private async Task<VisitEnd> FailAsync(DuePage page, PageHost host, string problem, TimeSpan? wait)
    {
        log.LogInformation("Story {StoryId}: {Problem}", page.Id, problem);
        await pageLog.FailedAsync(page, host, problem, wait > host.Rest ? wait.Value : host.Rest);
        return wait is { } time ? VisitEnd.NotNow(time, problem) : VisitEnd.Done;
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

/// <summary>What came of a visit.</summary>
/// <param name="IsDone">The page needs no other visit now.</param>
/// <param name="Wait">For how long the host and all its pages are left in peace; null: they need not be.</param>
/// <param name="Problem">Why.</param>
internal sealed record VisitEnd(bool IsDone, TimeSpan? Wait, string? Problem)
{
    public static readonly VisitEnd Done = new(IsDone: true, Wait: null, Problem: null);

    /// <summary>Something about the host was asked first.</summary>
    public static readonly VisitEnd Begun = new(IsDone: false, Wait: null, Problem: null);

    public static VisitEnd NotNow(TimeSpan wait, string problem) => new(IsDone: false, wait, problem);
}
