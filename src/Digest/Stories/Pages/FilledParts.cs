using System.Text.Json;
using Digest.Storage;

namespace Digest.Stories.Pages;

/// <summary>The parts of a story that a page may fill in, and how: each only where the feed says nothing.</summary>
internal static class FilledParts
{
    /// <summary>The address by which it is told from others.</summary>
    public const string Link = "link";
    public const string Published = "published";

    private const string Dek = "dek";
    private const string Byline = "byline";
    private const string Picture = "picture";
    private const string Alt = "alt";
    private const string Caption = "caption";
    private const string Credit = "credit";
    private const string Size = "size";
    private const string Topics = "topics";
    private const string Licence = "licence";
    private const string NoTopics = "[]";

    /// <summary>The story as its feed has it.</summary>
    public static StoryRow Without(StoryRow story, IReadOnlyList<string> filled)
    {
        bool IsOurs(string part) => filled.Contains(part);
        return story with
        {
            Dek = IsOurs(Dek) ? null : story.Dek,
            Byline = IsOurs(Byline) ? null : story.Byline,
            PictureUrl = IsOurs(Picture) ? null : story.PictureUrl,
            PictureAlt = IsOurs(Alt) ? null : story.PictureAlt,
            PictureCaption = IsOurs(Caption) ? null : story.PictureCaption,
            PictureCredit = IsOurs(Credit) ? null : story.PictureCredit,
            PictureWidth = IsOurs(Size) ? null : story.PictureWidth,
            PictureHeight = IsOurs(Size) ? null : story.PictureHeight,
            Topics = IsOurs(Topics) ? NoTopics : story.Topics,
            Licence = IsOurs(Licence) ? null : story.Licence,
            PublishedAt = IsOurs(Published) ? null : story.PublishedAt,
        };
    }

    /// <summary>Nothing but what was filled in, beside the headline and the link.</summary>
    public static StoryRow Only(StoryRow story, IReadOnlyList<string> filled)
    {
        var rest = Without(story, filled);
        return story with
        {
            Dek = rest.Dek is null ? story.Dek : null,
            Byline = rest.Byline is null ? story.Byline : null,
            Text = null,
            PictureAlt = rest.PictureAlt is null ? story.PictureAlt : null,
            PictureCaption = rest.PictureCaption is null ? story.PictureCaption : null,
            PictureCredit = rest.PictureCredit is null ? story.PictureCredit : null,
            PictureWidth = rest.PictureWidth is null ? story.PictureWidth : null,
            PictureHeight = rest.PictureHeight is null ? story.PictureHeight : null,
            Topics = rest.Topics == NoTopics ? story.Topics : NoTopics,
            Licence = rest.Licence is null ? story.Licence : null,
            PublishedAt = rest.PublishedAt is null ? story.PublishedAt : null,
        };
    }

    /// <summary>The story with what the page says.</summary>
    /// <param name="story">As its feed has it.</param>
    /// <param name="page">Only what is the story's own.</param>
    /// <param name="filled">Is told which parts are the page's.</param>
    public static StoryRow Fill(StoryRow story, StoryPage page, List<string> filled)
    {
        T? Part<T>(string part, T? ofFeed, T? ofPage)
        {
            if (ofFeed is null && ofPage is not null)
                filled.Add(part);
            return ofFeed is null ? ofPage : ofFeed;
        }

        var full = story with
        {
            Dek = Part(Dek, story.Dek, page.Description ?? page.Opening),
            Byline = Part(Byline, story.Byline, page.Byline),
            Licence = Part(Licence, story.Licence, page.Licence),
            PublishedAt = Part(Published, story.PublishedAt, page.Published?.ToMilliseconds()),
        };
        if (story.Topics == NoTopics && page.Section is { } section)
        {
            full = full with { Topics = JsonSerializer.Serialize(new[] { section }) };
            filled.Add(Topics);
        }
        if (ItsPicture(story, page) is not { } picture)
            return full;
        // Width and height are one fact, and another file of the picture has others.
        var isSized = picture is { Width: not null, Height: not null } && story is { PictureWidth: null, PictureHeight: null } && (story.PictureUrl is null || story.PictureUrl == picture.Url);
        if (isSized)
            filled.Add(Size);
        return full with
        {
            PictureUrl = Part(Picture, story.PictureUrl, picture.Url),
            PictureAlt = Part(Alt, story.PictureAlt, picture.Alt),
            PictureCaption = Part(Caption, story.PictureCaption, picture.Caption),
            PictureCredit = Part(Credit, story.PictureCredit, picture.Credit),
            PictureWidth = isSized ? picture.Width : story.PictureWidth,
            PictureHeight = isSized ? picture.Height : story.PictureHeight,
        };
    }

    /// <summary>The page's picture, or what it says of the feed's.</summary>
    private static Picture? ItsPicture(StoryRow story, StoryPage page) => story.PictureUrl is not { } url
        ? page.Card ?? page.Photo
        : new[] { page.Card, page.Photo }.FirstOrDefault(picture => picture is not null && (picture.Url == url || PictureWords.AreOne(picture.Url, url)));
}
