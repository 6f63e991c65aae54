using Digest.Storage;

namespace Digest.Stories.Pages;

/// <summary>A watched page beside the others of its host, whose stories stand.</summary>
internal sealed record WatchedPage
{
    public long StoryId { get; init; }

    public string Link { get; init; } = "";

    public long? GoneAt { get; init; }

    public string? Headline { get; init; }

    public string? OtherHeadline { get; init; }

    /// <summary>Those of the host that a link leads to. They are few, and told apart here.</summary>
    public static async Task<IReadOnlyList<WatchedPage>> OfHostAsync(Session session, string link, long now)
    {
        var watched = await session.QueryAsync<WatchedPage>(
            "SELECT w.story_id, s.link, w.gone_at, w.headline, w.other_headline FROM watched_pages w JOIN stories s ON s.id = w.story_id WHERE w.until > @now AND s.removed_at IS NULL", new { now });
        var host = HostOf(link);
        return [.. watched.Where(one => HostOf(one.Link) == host)];
    }

    private static string HostOf(string link) => Uri.TryCreate(link, UriKind.Absolute, out var address) ? PageHost.Of(address) : "";
}
