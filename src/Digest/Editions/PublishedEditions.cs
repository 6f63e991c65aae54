using Digest.Storage;

namespace Digest.Editions;

/// <summary>The editions that everybody may read: those that were closed and have a page.</summary>
public sealed class PublishedEditions(Database database)
{
    private const string Columns = "slug, COALESCE(subject, slug) AS title, closed_at, CASE WHEN kind = 'Special' THEN 1 ELSE 0 END AS is_special";
    private const string Readable = "state = 'Closed' AND html IS NOT NULL";

    /// <summary>What a story <c>s</c> said, where an edition <c>e</c> shows it, of headline or dek; what it says now where that is not known to be another.</summary>
    private static string AsShown(string words) =>
        $"""
        CASE WHEN v.version < s.version AND EXISTS (SELECT 1 FROM story_versions b WHERE b.story_id = s.id AND b.number >= v.version)
             THEN (SELECT b.{words} FROM story_versions b WHERE b.story_id = s.id AND b.number >= v.version ORDER BY b.number LIMIT 1) ELSE s.{words} END AS {words}
        """;

    /// <summary>The newest first.</summary>
    public Task<IReadOnlyList<PublishedEdition>> NewestAsync(int most) => database.ReadAsync(session => session.QueryAsync<PublishedEdition>(
        $"SELECT {Columns} FROM editions WHERE {Readable} ORDER BY closed_at DESC, id DESC LIMIT @most", new { most }));

    /// <summary>The newest of those before an edition; none where there is no such edition.</summary>
    public Task<IReadOnlyList<PublishedEdition>> BeforeAsync(string slug, int most) => database.ReadAsync(session => session.QueryAsync<PublishedEdition>(
        $"""
        SELECT {Columns} FROM editions
        WHERE {Readable} AND (closed_at, id) < (SELECT closed_at, id FROM editions WHERE slug = @slug)
        ORDER BY closed_at DESC, id DESC LIMIT @most
        """, new { slug, most }));

    /// <summary>The headlines of these editions' items as their pages show them, each edition's in its order; not of stories that are withdrawn.</summary>
    public Task<IReadOnlyList<PublishedHeadline>> HeadlinesAsync(IEnumerable<string> slugs) => database.ReadAsync(session => session.QueryAsync<PublishedHeadline>(
        $"""
        SELECT e.slug, {AsShown("headline")}, {AsShown("dek")}, s.picture_url, s.picture_alt, CASE WHEN x.rank = 0 THEN 1 ELSE 0 END AS is_first
        FROM editions e
        JOIN edition_stories x ON x.edition_id = e.id
        JOIN stories s ON s.id = x.story_id
        LEFT JOIN edition_versions v ON v.edition_id = e.id AND v.story_id = s.id
        WHERE {Readable} AND e.slug IN @slugs AND x.lead_id IS NULL AND s.removed_at IS NULL
        ORDER BY e.id, x.rank
        """, new { slugs = slugs.ToList() }));

    /// <summary>The same of the newest editions, with licences.</summary>
    public Task<IReadOnlyList<PublishedHeadline>> HeadlinesAsync(int most) => database.ReadAsync(session => session.QueryAsync<PublishedHeadline>(
        $"""
        SELECT e.slug, {AsShown("headline")}, s.licence
        FROM (SELECT id, slug FROM editions WHERE {Readable} ORDER BY closed_at DESC, id DESC LIMIT @most) e
        JOIN edition_stories x ON x.edition_id = e.id
        JOIN stories s ON s.id = x.story_id
        LEFT JOIN edition_versions v ON v.edition_id = e.id AND v.story_id = s.id
        WHERE x.lead_id IS NULL AND s.removed_at IS NULL
        ORDER BY e.id, x.rank
        """, new { most }));

    /// <summary>How many there are.</summary>
    public Task<int> CountAsync() => database.ReadAsync(session => session.ScalarAsync<int>($"SELECT COUNT(*) FROM editions WHERE {Readable}"));

    /// <summary>The oldest first, so that what was on a page stays there.</summary>
    /// <param name="after">How many older ones are passed over.</param>
    /// <param name="most">How many are wanted.</param>
    public Task<IReadOnlyList<PublishedEdition>> OldestAsync(int after, int most) => database.ReadAsync(session => session.QueryAsync<PublishedEdition>(
        $"SELECT slug, closed_at FROM editions WHERE {Readable} ORDER BY closed_at, id LIMIT @most OFFSET @after", new { after, most }));

    /// <summary>Since when this installation has had an archive, empty or not.</summary>
    public async Task<DateTimeOffset> SinceAsync() => (await database.ReadAsync(session => session.ScalarAsync<long>("SELECT installed_at FROM installation"))).ToTime();

    public Task<PublishedEdition?> FindAsync(string slug) => database.ReadAsync(session => session.FirstOrDefaultAsync<PublishedEdition>(
        $"SELECT {Columns} FROM editions WHERE {Readable} AND slug = @slug", new { slug }));

    /// <summary>The message as a reader without history got it, without personal links; null: there is no such edition.</summary>
    public Task<string?> HtmlAsync(string slug) => database.ReadAsync(session => session.ScalarAsync<string>(
        $"SELECT html FROM editions WHERE {Readable} AND slug = @slug", new { slug }));

    /// <summary>The same as text; null: there is no such edition, or it has none.</summary>
    public Task<string?> TextAsync(string slug) => database.ReadAsync(session => session.ScalarAsync<string?>(
        $"SELECT text FROM editions WHERE {Readable} AND slug = @slug", new { slug }));
}

/// <summary>An edition as the archive lists it.</summary>
public sealed record PublishedEdition
{
    public string Slug { get; init; } = "";

    public string Title { get; init; } = "";

    public long ClosedAt { get; init; }

    /// <summary>Whether an editor made it out of turn.</summary>
    public bool IsSpecial { get; init; }
}

/// <summary>An item's headline in an edition: its latest story's, as the edition shows it.</summary>
public sealed record PublishedHeadline
{
    public string Slug { get; init; } = "";

    public string Headline { get; init; } = "";

    /// <summary>It stands at the top, where it was asked for: the edition goes by it, unless editors wrote a subject of their own.</summary>
    public bool IsFirst { get; init; }

    /// <summary>Where it was asked for; null: the story has none.</summary>
    public string? Dek { get; init; }

    /// <summary>Where it was asked for; null: the story has none.</summary>
    public string? PictureUrl { get; init; }

    /// <summary>The story's own licence, where it was asked for; null: it has none.</summary>
    public string? Licence { get; init; }

    /// <summary>What the picture shows, in words; null: nobody said.</summary>
    public string? PictureAlt { get; init; }
}
