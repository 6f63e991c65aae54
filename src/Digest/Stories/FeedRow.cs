namespace Digest.Stories;

/// <summary>A row of <c>feeds</c>.</summary>
internal sealed record FeedRow
{
    public const string Columns = "id, url, fetch_url, title, etag, last_modified, next_poll_at, failures, remarks, gone";

    public long Id { get; init; }

    public string Url { get; init; } = "";

    public string FetchUrl { get; init; } = "";

    public string? Title { get; init; }

    public string? Etag { get; init; }

    public string? LastModified { get; init; }

    public long NextPollAt { get; init; }

    public int Failures { get; init; }

    /// <summary>What its publisher could mend, as it was last read: a JSON list of sentences.</summary>
    public string Remarks { get; init; } = "[]";

    public bool Gone { get; init; }

    /// <summary>Who is asked for it, with the port; null: it is a file.</summary>
    public string? Host => Uri.TryCreate(FetchUrl, UriKind.Absolute, out var address) && !address.IsFile ? address.Authority : null;

    /// <summary>A permanent redirect moved it.</summary>
    public bool HasMoved => FetchUrl != Url;
}
