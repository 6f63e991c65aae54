using System.Globalization;
using Digest.Stories.Reading;

namespace Digest.Stories;

/// <summary>
/// From bytes to stories: RSS 0.9x and 2.0, RSS 1.0, Atom 0.3 and 1.0 (RFC 4287), JSON Feed 1 and 1.1. Asks nothing of the
/// world: no file, no network, no clock, no DTD.
/// </summary>
public static class FeedReader
{
    private const int Beginning = 128 * 1024;

    /// <summary>Reads a feed.</summary>
    /// <param name="bytes">As they were fetched, decompressed.</param>
    /// <param name="contentType">The answer's Content-Type; its charset counts (RFC 7303 §3).</param>
    /// <param name="address">Where the feed lies; relative addresses are resolved against it.</param>
    /// <param name="now">To tell dates that are ahead; null: they are not told.</param>
    /// <param name="bounds">How much is read; null: as much as of a feed that is polled.</param>
    /// <returns>Never null; what cannot be used is of <see cref="FeedKind.None"/> with the reason as its first problem.</returns>
    public static FeedDocument Read(byte[] bytes, string? contentType = null, Uri? address = null, DateTimeOffset? now = null, FeedBounds? bounds = null)
    {
        bounds ??= FeedBounds.Polled;
        if (bytes.Length > bounds.Bytes)
            return FeedDocument.Unusable(string.Create(CultureInfo.InvariantCulture, $"The feed is larger than {bounds.Bytes / (1024 * 1024)} MB"));
        if (bytes.Length > Beginning && DocumentType.Refusal(FeedBytes.Decode(bytes[..Beginning], contentType)) is { } refusal)
            return FeedDocument.Unusable(refusal);
        var (decoded, encoding) = FeedBytes.Read(bytes, contentType);
        var text = decoded.Replace("\0", "", StringComparison.Ordinal);
        var start = text.AsSpan().TrimStart().TrimStart('\uFEFF').TrimStart();
        if (start.IsEmpty)
            return FeedDocument.Unusable("The feed is empty");
        var feed = start[0] is '{' or '[' ? JsonFeed.Read(text.TrimStart('\uFEFF'), address, now, bounds.Stories) : FromXml(text, start[0], address, now, bounds.Stories);
        return encoding is null || feed.Kind == FeedKind.None ? feed : feed with { Problems = [encoding, .. feed.Problems] };
    }

    /// <summary>What is said of a feed with so many stories.</summary>
    internal static IEnumerable<string> TooMany(int stories, int most) =>
        stories > most ? [string.Create(CultureInfo.InvariantCulture, $"The feed has more than {most} stories; only the first {most} are read")] : [];

    private static FeedDocument FromXml(string text, char start, Uri? address, DateTimeOffset? now, int most)
    {
        var (root, isHostile, problems) = LenientXml.Read(text, most);
        if (isHostile)
            return FeedDocument.Unusable(DocumentType.Hostile);
        if (root is null)
            return FeedDocument.Unusable("This is no feed: it is neither XML nor JSON");
        if (XmlFeed.Read(root, address, now, most) is { } feed)
            return feed with { Problems = [.. problems, .. feed.Problems] };
        // A text may have a < in it.
        if (start != '<')
            return FeedDocument.Unusable("This is no feed: it is neither XML nor JSON");
        return FeedDocument.Unusable(root.Name is "html" or "body" or "head"
            ? "This is a web page, not a feed; the feed's own address often stands in the page's source as application/rss+xml"
            : $"This is XML, but not a feed: it begins with <{FeedNotes.Name(root.Name)}>");
    }
}
