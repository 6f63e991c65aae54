namespace Digest.Stories;

/// <summary>How much of a feed is read.</summary>
/// <param name="Bytes">A larger one is refused.</param>
/// <param name="Stories">Those beyond are left unread, and that is told.</param>
public sealed record FeedBounds(int Bytes, int Stories)
{
    /// <summary>A feed that is polled: 10 MB, 5,000 stories.</summary>
    public static readonly FeedBounds Polled = new(10 * 1024 * 1024, 5_000);

    /// <summary>A file in which a whole archive stands, named by whoever gives a command: 100 MB, 20,000 stories.</summary>
    public static readonly FeedBounds Archive = new(100 * 1024 * 1024, 20_000);
}
