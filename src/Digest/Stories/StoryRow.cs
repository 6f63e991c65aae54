using System.Text.Json;
using Digest.Storage;

namespace Digest.Stories;

/// <summary>A row of <c>stories</c>.</summary>
internal sealed record StoryRow
{
    public const string Columns = """
        id, canonical_link, link, headline, dek, byline, text, picture_url, picture_alt, picture_caption, picture_credit,
        picture_width, picture_height, topics, licence, published_at, updated_at, first_seen_at, changed_at, number, version, removed_at
        """;

    public long Id { get; init; }

    public string CanonicalLink { get; init; } = "";

    public string Link { get; init; } = "";

    public string Headline { get; init; } = "";

    public string? Dek { get; init; }

    public string? Byline { get; init; }

    public string? Text { get; init; }

    public string? PictureUrl { get; init; }

    public string? PictureAlt { get; init; }

    public string? PictureCaption { get; init; }

    public string? PictureCredit { get; init; }

    public int? PictureWidth { get; init; }

    public int? PictureHeight { get; init; }

    public string Topics { get; init; } = "[]";

    public string? Licence { get; init; }

    public long? PublishedAt { get; init; }

    public long? UpdatedAt { get; init; }

    public long FirstSeenAt { get; init; }

    public long ChangedAt { get; init; }

    public long? Number { get; init; }

    public int Version { get; init; } = 1;

    public long? RemovedAt { get; init; }

    public static StoryRow Of(FeedStory story, string? feedLicence, long firstSeenAt) => new()
    {
        CanonicalLink = Stories.CanonicalLink.Of(story.Link!),
        Link = story.Link!,
        Headline = story.Headline,
        Dek = story.Dek,
        Byline = story.Byline,
        Text = story.Text,
        PictureUrl = story.Picture?.Url,
        PictureAlt = story.Picture?.Alt,
        PictureCaption = story.Picture?.Caption,
        PictureCredit = story.Picture?.Credit,
        PictureWidth = story.Picture?.Width,
        PictureHeight = story.Picture?.Height,
        Topics = JsonSerializer.Serialize(story.Topics),
        Licence = story.Licence ?? feedLicence,
        // Atom's entries may say only when they were updated; the first such time is when the story came out.
        PublishedAt = (story.Published ?? story.Updated)?.ToMilliseconds(),
        UpdatedAt = story.Updated?.ToMilliseconds(),
        FirstSeenAt = firstSeenAt,
    };

    public Story ToStory() => new()
    {
        Id = Id,
        CanonicalLink = CanonicalLink,
        Link = Link,
        Headline = Headline,
        Dek = Dek,
        Byline = Byline,
        Text = Text,
        Picture = PictureUrl is null
            ? null
            : new Picture { Url = PictureUrl, Alt = PictureAlt, Caption = PictureCaption, Credit = PictureCredit, Width = PictureWidth, Height = PictureHeight },
        Topics = ReadList(Topics),
        Licence = Licence,
        Published = PublishedAt.ToTime(),
        Updated = UpdatedAt.ToTime(),
        FirstSeen = FirstSeenAt.ToTime(),
        ChangedAt = ChangedAt,
        Number = Number,
        Version = Version,
        Removed = RemovedAt.ToTime(),
    };

    public static List<string> ReadList(string json) => JsonSerializer.Deserialize<List<string>>(json) ?? [];
}
