using Digest.Storage;

namespace Digest.Editions;

/// <summary>The editions that everybody may read: those that were closed and have a page.</summary>
public sealed class PublishedEditions(Database database)
{
    private const string Columns = "slug, COALESCE(subject, slug) AS title, closed_at";
    private const string Readable = "state = 'Closed' AND html IS NOT NULL";

    /// <summary>The newest first.</summary>
    public Task<IReadOnlyList<PublishedEdition>> NewestAsync(int most) => database.ReadAsync(session => session.QueryAsync<PublishedEdition>(
        $"SELECT {Columns} FROM editions WHERE {Readable} ORDER BY closed_at DESC, id DESC LIMIT @most", new { most }));

    public Task<PublishedEdition?> FindAsync(string slug) => database.ReadAsync(session => session.FirstOrDefaultAsync<PublishedEdition>(
        $"SELECT {Columns} FROM editions WHERE {Readable} AND slug = @slug", new { slug }));

    /// <summary>The message as a reader without history got it, without personal links; null: there is no such edition.</summary>
    public Task<string?> HtmlAsync(string slug) => database.ReadAsync(session => session.ScalarAsync<string>(
        $"SELECT html FROM editions WHERE {Readable} AND slug = @slug", new { slug }));
}

/// <summary>An edition as the archive lists it.</summary>
public sealed record PublishedEdition
{
    public string Slug { get; init; } = "";

    public string Title { get; init; } = "";

    public long ClosedAt { get; init; }
}
