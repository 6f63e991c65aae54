using Digest.Storage;
using Digest.Stories.Discovery;

namespace Digest.Web.Settings;

/// <summary>The publication's icon: fetched once from where <c>Site:Icon</c> says, kept in the database, served by the site itself.</summary>
internal sealed class SiteIcon(Database database, SiteOptions site, IconSearch search, TimeProvider clock)
{
    private static readonly TimeSpan TriedAgainAfter = TimeSpan.FromHours(6);

    private IconRow? known;

    /// <summary>The icon; null: there is none, or it could not be had.</summary>
    public async Task<IconRow?> FindAsync(CancellationToken cancellation = default) =>
        site.Icon.Length > 0 && await RowAsync(cancellation) is { Bytes: not null } row && row.Url == site.Icon ? row : null;

    /// <summary>Why the icon that is set could not be had; null: it could, or none is set.</summary>
    public async Task<string?> ProblemAsync(CancellationToken cancellation = default) =>
        site.Icon.Length > 0 && await RowAsync(cancellation) is { } row && row.Url == site.Icon ? row.Problem : null;

    /// <summary>Fetches what is set and not there yet. What cannot be had is tried again after hours.</summary>
    public async Task EnsureAsync(CancellationToken cancellation = default)
    {
        var url = site.Icon;
        if (url.Length == 0)
            return;
        if (await RowAsync(cancellation) is { } row && row.Url == url && (row.Bytes is not null || row.FetchedAt.ToTime() + TriedAgainAfter > clock.GetUtcNow()))
            return;
        var (picture, problem) = Uri.TryCreate(url, UriKind.Absolute, out var address) ? await search.FetchAsync(address, cancellation) : (null, "It is no address.");
        await KeepAsync(url, picture, problem, cancellation);
    }

    /// <summary>Keeps what has been fetched already.</summary>
    public async Task KeepAsync(string url, SitePicture? picture, string? problem, CancellationToken cancellation = default)
    {
        known = null;
        await database.WriteAsync(session => session.ExecuteAsync(
            """
            INSERT INTO site_icon (id, url, bytes, type, problem, fetched_at) VALUES (1, @url, @bytes, @type, @problem, @now)
            ON CONFLICT (id) DO UPDATE SET url = excluded.url, bytes = excluded.bytes, type = excluded.type, problem = excluded.problem, fetched_at = excluded.fetched_at
            """, new { url, bytes = picture?.Bytes, type = picture?.Type, problem, now = clock.Milliseconds() }), cancellation);
    }

    private async Task<IconRow?> RowAsync(CancellationToken cancellation)
    {
        if (known?.Url == site.Icon && known.Bytes is not null)
            return known;
        return known = await database.ReadAsync(session => session.FirstOrDefaultAsync<IconRow>("SELECT url, bytes, type, problem, fetched_at FROM site_icon"), cancellation);
    }
}

/// <summary>The row of <c>site_icon</c>.</summary>
internal sealed record IconRow
{
    public string Url { get; init; } = "";

    public byte[]? Bytes { get; init; }

    public string? Type { get; init; }

    public string? Problem { get; init; }

    public long FetchedAt { get; init; }
}
