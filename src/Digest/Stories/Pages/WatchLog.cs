using Digest.Storage;

namespace Digest.Stories.Pages;

/// <summary>The rows of <c>watched_pages</c>: whose pages are asked for, when, and what they answered.</summary>
internal sealed class WatchLog(Database database, FeedsOptions feeds, TimeProvider clock)
{
    /// <summary>A page that is gone is asked for once more before it is believed.</summary>
    private static readonly TimeSpan BeforeBelieved = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan Young = TimeSpan.FromDays(1);
    private static readonly TimeSpan Often = TimeSpan.FromHours(2);
    private static readonly TimeSpan Seldom = TimeSpan.FromHours(12);

    /// <summary>Where so many pages of a host are gone at once, and more than are there, its site is broken and not its stories.</summary>
    private const int Suspicious = 5;

    private readonly HeadlineLog headlines = new(database, feeds);

    /// <summary>Those that are due. The sample site's stories have no pages.</summary>
    public Task<IReadOnlyList<DuePage>> DueAsync(int most, CancellationToken cancellation) => database.ReadAsync(session => session.QueryAsync<DuePage>(
        """
        SELECT s.id, s.link FROM watched_pages w JOIN stories s ON s.id = w.story_id
        WHERE w.next_at <= @now AND w.until > @now AND COALESCE(s.number, 1) > 0
            AND EXISTS (SELECT 1 FROM story_ids k JOIN feeds f ON f.id = k.feed_id WHERE k.story_id = s.id AND f.url <> @sample)
        ORDER BY w.next_at, s.id LIMIT @most
        """, new { now = clock.Milliseconds(), sample = SampleSite.FileIn(database.Folder), most }), cancellation);

    /// <summary>
    /// The page answered. A story that is withdrawn for want of its page stands again; what its page calls withdrawn does not, until it does so no
    /// more. Where the story's words bear such a mark, they alone count: the page has the same, or is behind.
    /// </summary>
    /// <returns>Whether the page's headline is the story's from now on.</returns>
    public async Task<bool> ThereAsync(DuePage page, PageHeadlines seen)
    {
        var words = await database.ReadAsync(session => StoryVersions.WordsAsync(session, page.Id));
        bool? saysWithdrawn = seen.Title is null || StoryMarks.Of(words.Headline, words.Dek, words.Text) is { Kind: StoryMarkKind.Retraction } ? null : StoryMarks.OfHeadline(seen.Title) is { Kind: StoryMarkKind.Retraction };
        var headline = await headlines.LookAsync(page, seen);
        return await database.WriteAsync(session => ThereAsync(session, page, saysWithdrawn, headline));
    }

    private async Task<bool> ThereAsync(Session session, DuePage page, bool? saysWithdrawn, HeadlineLook headline)
    {
        var now = clock.Milliseconds();
        await StoryRemoval.RestoreAsync(session, page.Id, StoryRemoval.Gone, now);
        if (saysWithdrawn is true)
            await StoryRemoval.RemoveAsync(session, page.Id, StoryRemoval.Marked, now);
        else if (saysWithdrawn is false)
            await StoryRemoval.RestoreAsync(session, page.Id, StoryRemoval.Marked, now);
        var (isWritten, problem) = await headlines.KeepAsync(session, page, headline, now);
        await session.ExecuteAsync(
            "UPDATE watched_pages SET gone_at = NULL, problem = @problem, next_at = CASE WHEN @isSoon = 1 THEN @soon WHEN since + @young > @now THEN @often ELSE @seldom END WHERE story_id = @Id",
            new { page.Id, problem, now, isSoon = headline is { IsFirst: true, IsOfStory: true }, soon = Next(BeforeBelieved), young = (long)Young.TotalMilliseconds, often = Next(Often), seldom = Next(Seldom) });
        return isWritten;
    }

    /// <summary>The page answered that it is gone.</summary>
    /// <returns>Whether that is believed now.</returns>
    public Task<bool> GoneAsync(DuePage page) => database.WriteAsync(async session =>
    {
        var (now, next) = (clock.Milliseconds(), Next(BeforeBelieved));
        var isFirst = await session.ExecuteAsync("UPDATE watched_pages SET gone_at = @now, other_headline = NULL, problem = NULL, next_at = @next WHERE story_id = @Id AND gone_at IS NULL", new { page.Id, now, next }) > 0;
        if (isFirst)
            return false;
        var ofHost = await WatchedPage.OfHostAsync(session, page.Link, now);
        var gone = ofHost.Count(one => one.GoneAt is not null);
        if (gone >= Suspicious && gone * 2 > ofHost.Count)
        {
            const string problem = "Most pages of this site answer that they are gone: the site is taken for broken, and its stories stand.";
            await session.ExecuteAsync("UPDATE watched_pages SET next_at = @next, problem = @problem WHERE story_id = @Id", new { page.Id, next, problem });
            return false;
        }
        await session.ExecuteAsync("UPDATE watched_pages SET next_at = @next, problem = NULL WHERE story_id = @Id", new { page.Id, next = Next(Seldom) });
        return await StoryRemoval.RemoveAsync(session, page.Id, StoryRemoval.Gone, now);
    });

    /// <summary>The page could not be asked for; it says nothing of the story.</summary>
    public Task PutOffAsync(IReadOnlyCollection<DuePage> pages, TimeSpan? wait, string problem) => pages.Count == 0 ? Task.CompletedTask : database.WriteAsync(session => session.ExecuteAsync(
        "UPDATE watched_pages SET next_at = @next, problem = @problem WHERE story_id IN @ids", new { next = Next(wait > BeforeBelieved ? wait.Value : wait is null ? Seldom : BeforeBelieved), problem, ids = pages.Select(page => page.Id).ToList() }));

    private long Next(TimeSpan wait) => (clock.GetUtcNow() + wait).ToMilliseconds();
}
