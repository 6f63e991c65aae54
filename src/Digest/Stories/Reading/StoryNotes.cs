using System.Globalization;

namespace Digest.Stories.Reading;

/// <summary>What is wrong with a story, whatever the format.</summary>
internal sealed class StoryNotes(DateTimeOffset? now)
{
    private readonly FeedNotes notes = new();
    private readonly HashSet<string> ids = new(StringComparer.Ordinal);
    private int stories;

    /// <summary>Notes what a story lacks.</summary>
    /// <param name="story">As it was read.</param>
    /// <param name="hasTitle">It has one of its own.</param>
    /// <param name="writtenLink">What stands where the link should be.</param>
    /// <param name="writtenDate">What stands where the dates should be.</param>
    /// <param name="isEscapedTwice">Its title is.</param>
    public void Add(FeedStory story, bool hasTitle, string? writtenLink, string? writtenDate, bool isEscapedTwice)
    {
        stories++;
        var name = story.Headline.Length > 0 ? story.Headline : story.Id ?? string.Create(CultureInfo.InvariantCulture, $"number {stories}");
        if (story.Link is null)
            Link(name, writtenLink?.Trim());
        if (story.Headline.Length == 0)
            notes.Add(FeedNote.NothingSaid, name);
        else if (!hasTitle)
            notes.Add(FeedNote.NoTitle, name);
        if (story.Id is { } id && !ids.Add(id))
            notes.Add(FeedNote.SameId, id);
        Date(story, name, writtenDate);
        if (isEscapedTwice)
            notes.Add(FeedNote.EscapedTwice, name);
        if (story.Text?.Length >= StoryText.LongestText - 1)
            notes.Add(FeedNote.CutText, name);
        if (story.Picture is not null && Uri.TryCreate(story.Picture.Url, UriKind.Absolute, out var picture) && picture.Scheme == Uri.UriSchemeHttp && !picture.IsLoopback)
            notes.Add(FeedNote.HttpPicture, story.Picture.Url);
    }

    /// <summary>In sentences, the worst first.</summary>
    /// <param name="feed">Without problems.</param>
    public IReadOnlyList<string> Problems(FeedDocument feed)
    {
        var problems = notes.Sentences(feed.Stories.Count).ToList();
        if (feed.Stories.Count == 0)
            problems.Add("The feed has no stories");
        if (feed.Title is null)
            problems.Add("The feed has no title");
        if (feed.Link is null)
            problems.Add("The feed does not say to which site it belongs: it has no link");
        if (feed.Language is null)
            problems.Add("The feed does not say in which language it is");
        return problems;
    }

    private void Link(string name, string? written)
    {
        if (string.IsNullOrEmpty(written))
            notes.Add(FeedNote.NoLink, name);
        else if (Addresses.HasScheme(written))
            notes.Add(FeedNote.UnusableLink, written);
        else
            notes.Add(FeedNote.RelativeLink, written);
    }

    private void Date(FeedStory story, string name, string? written)
    {
        if ((story.Published ?? story.Updated) is not { } time)
            notes.Add(string.IsNullOrWhiteSpace(written) ? FeedNote.NoDate : FeedNote.UnreadableDate, string.IsNullOrWhiteSpace(written) ? name : written);
        else if (time > now?.AddDays(1))
            notes.Add(FeedNote.FutureDate, string.Create(CultureInfo.InvariantCulture, $"{time.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}"));
    }
}
