using Digest.Net;
using Digest.Stories;

namespace Digest.Web.Commands;

/// <summary>A feed that the caller of a command named.</summary>
internal static class NamedFeed
{
    /// <summary>Fetches and reads it.</summary>
    /// <returns>Of <see cref="FeedKind.None"/> when it cannot be fetched or is no feed; its first problem says why.</returns>
    public static async Task<FeedDocument> ReadAsync(GuardedClient client, string source, CancellationToken cancellation, FeedBounds? bounds = null) =>
        await FeedFetch.GetAsync(client, source, etag: null, lastModified: null, cancellation, bounds) switch
        {
            FetchResult.Fetched fetched => FeedReader.Read(fetched.Bytes, fetched.ContentType, fetched.Address, TimeProvider.System.GetUtcNow(), bounds),
            FetchResult.Failed failed => Unread($"The feed cannot be read: {failed.Why}"),
            FetchResult.Refused refused => Unread($"The feed is not fetched: {refused.Why}"),
            FetchResult.RetryLater later => Unread($"The feed cannot be read now: {later.Why}"),
            FetchResult.Gone => Unread("The feed is gone for good: the server answered 410"),
            _ => Unread("The feed cannot be read"),
        };

    private static FeedDocument Unread(string problem) => new() { Kind = FeedKind.None, Problems = [problem] };
}
