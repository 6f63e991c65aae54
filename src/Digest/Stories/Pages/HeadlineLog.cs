using Digest.Storage;

namespace Digest.Stories.Pages;

/// <summary>
/// The headlines in the rows of <c>watched_pages</c>. While a feed has a story its words count; when none has it any more, another headline that its page
/// has at two looks in a row becomes the story's, as if a feed had brought it.
/// </summary>
internal sealed class HeadlineLog(Database database, FeedsOptions feeds)
{
    /// <summary>Where so many stories of a host have another headline at once, and more than have not, its site has changed and not its stories.</summary>
    private const int Suspicious = 5;

    /// <summary>Compares a page's headline with its story's. Nothing is written.</summary>
    public Task<HeadlineLook> LookAsync(DuePage page, PageHeadlines seen) => database.ReadAsync(async session =>
    {
        var row = (await session.FirstOrDefaultAsync<Row>(
            "SELECT s.headline AS said, s.canonical_link, w.headline, w.headline_place, w.headline_tail, w.other_headline FROM watched_pages w JOIN stories s ON s.id = w.story_id WHERE s.id = @Id", new { page.Id }))!;
        foreach (var address in seen.Addresses)
        {
            // What leads to another story's page says nothing of this one.
            if (await StoryFilling.HolderAsync(session, address) is { } holder && holder != page.Id)
                return new HeadlineLook(row.Said, row.Kept with { Other = null });
        }
        var kept = row.Kept.After(row.Said, seen);
        if (kept.Other is null || await FeedPresence.HasAsync(session, page.Id, feeds))
            return new HeadlineLook(row.Said, kept with { Other = null });
        var look = new HeadlineLook(row.Said, kept) { IsOfStory = PageBelief.IsOfStory(row.Said, kept.Other, seen, [CanonicalLink.Of(page.Link), row.CanonicalLink]) };
        return look with { IsFirst = row.Kept.Other is null, IsSecond = row.Kept.Other is { } before && BareWords.AreSame(before, kept.Other) };
    });

    /// <summary>Keeps what a look found, and writes the story's headline where that is another one now.</summary>
    /// <returns>Whether it was written, and why not where a headline was seen twice.</returns>
    public async Task<(bool IsWritten, string? Problem)> KeepAsync(Session session, DuePage page, HeadlineLook look, long now)
    {
        await session.ExecuteAsync(
            "UPDATE watched_pages SET headline = @Said, headline_place = @place, headline_tail = @Tail, other_headline = @Other WHERE story_id = @Id",
            new { page.Id, look.Kept.Said, place = look.Kept.Place?.ToString(), look.Kept.Tail, look.Kept.Other });
        if (!look.IsSecond)
            return (false, null);
        if (!look.IsOfStory)
            return (false, "Its page has a headline that seems not to be this story's; the story says what it said.");
        if (await IsOfSiteAsync(session, page, look.Kept.Other!, now))
            return (false, "Many pages of this site have another headline at once, or the same one: the site is taken for changed, and its stories say what they said.");
        // Since it was looked at, a feed may have brought the story again.
        if (await FeedPresence.HasAsync(session, page.Id, feeds) || !await StoryWriter.RewordAsync(session, page.Id, look.Said, look.Kept.Other!, now))
            return (false, null);
        await session.ExecuteAsync("UPDATE watched_pages SET headline = other_headline, other_headline = NULL WHERE story_id = @Id", new { page.Id });
        return (true, null);
    }

    private static async Task<bool> IsOfSiteAsync(Session session, DuePage page, string other, long now)
    {
        var watched = await WatchedPage.OfHostAsync(session, page.Link, now);
        var odd = watched.Count(one => one.OtherHeadline is not null || one.GoneAt is not null);
        return (odd >= Suspicious && odd * 2 > watched.Count(one => one.Headline is not null || one.GoneAt is not null))
            || watched.Any(one => one.StoryId != page.Id && BareWords.AreSame(one.OtherHeadline ?? one.Headline, other));
    }

    private sealed record Row
    {
        public string Said { get; init; } = "";

        public string CanonicalLink { get; init; } = "";

        public string? Headline { get; init; }

        public string? HeadlinePlace { get; init; }

        public string? HeadlineTail { get; init; }

        public string? OtherHeadline { get; init; }

        public KeptHeadline Kept => new(Headline, Enum.TryParse<HeadlinePlace>(HeadlinePlace, out var place) ? place : null, HeadlineTail, OtherHeadline);
    }
}

/// <summary>What a look at a page's headline found.</summary>
/// <param name="Said">The story's headline, which the page's was compared with.</param>
/// <param name="Kept">What is kept.</param>
internal sealed record HeadlineLook(string Said, KeptHeadline Kept)
{
    /// <summary>Whether the page's other headline seems to be the story's.</summary>
    public bool IsOfStory { get; init; }

    /// <summary>The look before found none.</summary>
    public bool IsFirst { get; init; }

    /// <summary>The look before found the same.</summary>
    public bool IsSecond { get; init; }
}
