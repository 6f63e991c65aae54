using Digest.Net;

namespace Digest.Stories;

/// <summary>Where a feed comes from: an http address, through the guarded client, or a file that the operator named.</summary>
public static class FeedFetch
{
    /// <summary>Fetches a feed's bytes.</summary>
    /// <param name="client">Used for addresses.</param>
    /// <param name="source">An http or https address, or a file's path.</param>
    /// <param name="etag">For addresses: what the last answer gave.</param>
    /// <param name="lastModified">Likewise.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <param name="bounds">How much of a file is read; null: as much as of a feed that is polled. The client has its own bounds.</param>
    public static Task<FetchResult> GetAsync(GuardedClient client, string source, string? etag, string? lastModified, CancellationToken cancellation, FeedBounds? bounds = null)
    {
        if (!source.Contains("://", StringComparison.Ordinal))
            return ReadAsync(Path.GetFullPath(source), (bounds ?? FeedBounds.Polled).Bytes, cancellation);
        return Uri.TryCreate(source, UriKind.Absolute, out var address)
            ? client.GetAsync(address, etag, lastModified, cancellation)
            : Task.FromResult<FetchResult>(new FetchResult.Refused("it is no address"));
    }

    private static async Task<FetchResult> ReadAsync(string path, int most, CancellationToken cancellation)
    {
        try
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            var buffer = new byte[64 * 1024];
            while (bytes.Length <= most && await file.ReadAsync(buffer, cancellation) is var read and > 0)
                bytes.Write(buffer, 0, read);
            return new FetchResult.Fetched(bytes.ToArray(), ContentType: null, ETag: null, LastModified: null, new Uri(path), PermanentAddress: null);
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            return new FetchResult.Failed($"there is no file {path}");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return new FetchResult.Failed($"the file {path} cannot be read");
        }
    }
}
