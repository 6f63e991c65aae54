using System.Globalization;
using Digest.Editions;
using Digest.Jobs;
using Digest.Storage;
using Digest.Stories;
using Digest.Stories.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace Digest.Web.Pages.Admin;

/// <summary>How the feeds stand, and the stories that they brought.</summary>
internal sealed class FeedsModel(FeedStates states, StoryPageStates pages, StorySearch search, StoryEditions editions, JobBoard jobs, TimeProvider clock) : AdminPage
{
    private const string Address = "/admin/feeds";
    private const string ReadingJob = "import-stories";
    private const int StoriesShown = 50;

    public IReadOnlyList<FeedState> Feeds { get; private set; } = [];

    /// <summary>What came of their stories' pages.</summary>
    public ILookup<long, StoryPageCount> Pages { get; private set; } = Array.Empty<StoryPageCount>().ToLookup(count => count.FeedId);

    public string Search { get; private set; } = "";

    public IReadOnlyList<FoundStory> Stories { get; private set; } = [];

    public ILookup<long, StoryEdition> Editions { get; private set; } = Array.Empty<StoryEdition>().ToLookup(one => one.StoryId);

    public bool IsFirstPage { get; private set; }

    /// <summary>Where the next page begins; null: there is none.</summary>
    public StoryPlace? Next { get; private set; }

    /// <summary>What the feed calls itself; before it was read, where it lies.</summary>
    public static string NameOf(FeedState feed) =>
        feed.Title ?? (Uri.TryCreate(feed.Url, UriKind.Absolute, out var address) && !address.IsFile ? address.Host : Path.GetFileName(feed.Url));

    public bool IsDue(FeedState feed) => feed.NextPollAt <= clock.Milliseconds();

    /// <summary>A page of what was searched for.</summary>
    public string PageAddress(StoryPlace? after)
    {
        var query = new Dictionary<string, string?>(StringComparer.Ordinal) { ["search"] = Search.Length > 0 ? Search : null, ["after"] = after is null ? null : string.Create(CultureInfo.InvariantCulture, $"{after.Time}.{after.Id}") };
        return QueryHelpers.AddQueryString(Address, query.Where(one => one.Value is not null)) + "#stories";
    }

    public async Task OnGetAsync([FromQuery(Name = "search")] string? words, string? after, CancellationToken cancellation)
    {
        Search = words?.Trim() ?? "";
        var place = Place(after);
        IsFirstPage = place is null;
        Feeds = await states.ReadAsync(cancellation);
        Pages = await pages.ReadAsync(cancellation);
        var found = await search.FindAsync(Search, place, StoriesShown + 1, cancellation);
        Stories = [.. found.Take(StoriesShown)];
        Next = found.Count > StoriesShown ? Stories[^1].Place : null;
        Editions = await editions.OfAsync([.. Stories.Select(story => story.Id)], cancellation);
    }

    public async Task<IActionResult> OnPostReadAsync(long? feed, CancellationToken cancellation)
    {
        if (!await states.ReadSoonAsync(feed, cancellation) && feed is not null)
            return Refused(Address, "That feed is not there any more.");
        await jobs.RunNowAsync(ReadingJob, cancellation);
        return Done(Address, feed is null ? "All feeds are being read." : "The feed is being read.");
    }

    private static StoryPlace? Place(string? after) => after?.Split('.') is [var time, var id]
        && long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var whichTime)
        && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var whichId)
            ? new StoryPlace(whichTime, whichId)
            : null;
}
