using Digest.Net;
using Digest.Net.Robots;

namespace Digest.Stories.Pages;

/// <summary>Reads a few stories' pages and keeps nothing: for those who want to see what pages would fill in.</summary>
/// <param name="client">Fetches.</param>
/// <param name="rest">How it rests between two requests.</param>
public sealed class StoryPageTrial(GuardedClient client, Func<TimeSpan, CancellationToken, Task> rest)
{
    private static readonly FetchTerms Terms = new("text/html, application/xhtml+xml;q=0.9, */*;q=0.1", StoryPage.MaxBytes, TimeSpan.FromSeconds(15));
    private readonly Dictionary<string, RobotsAnswer> robots = new(StringComparer.Ordinal);
    private bool isFirst = true;

    /// <summary>Reads them one after the other, as far as robots.txt allows.</summary>
    /// <returns>One for each story with a link, in their order.</returns>
    public async Task<IReadOnlyList<TriedPage>> ReadAsync(FeedDocument feed, int most, CancellationToken cancellation)
    {
        var read = new List<(FeedStory Story, StoryPage Page)>();
        foreach (var story in feed.Stories.Where(StoryWriter.IsUsable).Take(most))
            read.Add((story, await ReadAsync(story.Link!, cancellation)));
        return [.. read.Select(one => Of(one.Story, feed.Licence, WithoutShared(one.Page, read)))];
    }

    private static TriedPage Of(FeedStory story, string? licence, StoryPage page)
    {
        if (page.Problem is not null)
            return new TriedPage { Link = story.Link!, Problem = page.Problem };
        var filled = new List<string>();
        var full = FilledParts.Fill(StoryRow.Of(story, licence, firstSeenAt: 0), page, filled);
        var added = FilledParts.Only(full, filled).ToStory();
        return new TriedPage { Link = story.Link!, Canonical = page.Canonical, Filled = filled, Story = added };
    }

    private static StoryPage WithoutShared(StoryPage page, List<(FeedStory Story, StoryPage Page)> all)
    {
        var others = all.Select(one => one.Page).Where(other => !ReferenceEquals(other, page) && (other.Canonical is null || other.Canonical != page.Canonical)).ToList();
        return page with
        {
            Description = others.Exists(other => other.Description is not null && other.Description == page.Description) ? null : page.Description,
            Card = !page.IsCardShown && others.Exists(other => other.Card is not null && other.Card.Url == page.Card?.Url) ? null : page.Card,
        };
    }

    private async Task<StoryPage> ReadAsync(string link, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(link, UriKind.Absolute, out var address))
            return new StoryPage { Problem = "The link leads nowhere" };
        if (await ObjectionAsync(address, cancellation) is { } objection)
            return new StoryPage { Problem = objection };
        await RestAsync(address, cancellation);
        return await client.GetAsync(address, Terms with { Objection = ObjectionAsync }, cancellation) switch
        {
            FetchResult.Fetched fetched => StoryPage.Read(fetched.Bytes, fetched.ContentType, fetched.Address),
            FetchResult.Refused refused => new StoryPage { Problem = $"The page is not fetched: {refused.Why}" },
            FetchResult.Failed failed => new StoryPage { Problem = $"The page cannot be read: {failed.Why}" },
            FetchResult.RetryLater later => new StoryPage { Problem = $"The page cannot be read now: {later.Why}" },
            _ => new StoryPage { Problem = "The page is gone for good (410)" },
        };
    }

    private async Task<string?> ObjectionAsync(Uri address, CancellationToken cancellation)
    {
        if (address.Scheme is not ("http" or "https"))
            return null;
        var host = PageHost.Of(address);
        if (!robots.TryGetValue(host, out var answer))
            robots[host] = answer = await new RobotsFetch(client).GetAsync(address, cancellation);
        return answer.Rules is null ? $"robots.txt of {address.Host} cannot be read: {answer.Problem}"
            : answer.Rules.Allow(address) ? null : $"robots.txt of {address.Host} asks that it not be read";
    }

    private async Task RestAsync(Uri address, CancellationToken cancellation)
    {
        if (!isFirst)
            await rest(new PageHost { Robots = robots[PageHost.Of(address)].Rules!.ToString() }.Rest, cancellation);
        isFirst = false;
    }
}

/// <summary>What a story's page would fill in.</summary>
public sealed record TriedPage
{
    public required string Link { get; init; }

    /// <summary>Why it was not read; null: it was.</summary>
    public string? Problem { get; init; }

    /// <summary>Under which address it says that it is known.</summary>
    public string? Canonical { get; init; }

    /// <summary>The names of the parts.</summary>
    public IReadOnlyList<string> Filled { get; init; } = [];

    /// <summary>Only those parts; null: it was not read.</summary>
    public Story? Story { get; init; }
}
