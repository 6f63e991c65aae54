using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Digest.Editions.Corrections;
using Digest.Stories;
using Digest.Tests.Net;
using Digest.Tests.Tools;
using Digest.Web.Tests.Admin;
using Microsoft.AspNetCore.Http;
using static Digest.Web.Tests.Editions.CorrectionSteps;

namespace Digest.Web.Tests.Editions;

/// <summary>A story that has fallen off its feed and is corrected where it lies: on its page. 2 March 2026 is a Monday.</summary>
public sealed class PageCorrectionJourneys
{
    private const string Dam = "Dam is about to break";

    [DatabaseFact]
    public async Task What_is_corrected_only_on_its_page_is_told_to_those_who_got_it_and_to_nobody_else()
    {
        await using var site = await PagesAsync();
        await using var newsroom = await ReadAsync(site);
        site.Say("Dam is sound, engineers say");
        await LookAsync(newsroom, TimeSpan.FromHours(3));
        (await OpenAsync(newsroom)).ShouldBeEmpty("it was seen once");
        await LookAsync(newsroom, TimeSpan.FromMinutes(16));
        var open = (await OpenAsync(newsroom)).ShouldHaveSingleItem();
        (open.Correction.Kind, open.Concerned, open.Cases.Single().Said).ShouldBe((CorrectionKind.Headline, 1, Dam));
        await TellAsync(newsroom, open);
        await FeedAsync(newsroom, ("school", "School roof leaks"), ("bridge", "Bridge closes"));
        await newsroom.AtAsync(day: 3);
        Text(newsroom, Ada).ShouldContain("We reported: Dam is about to break What is right: Dam is sound, engineers say");
        Text(newsroom, Bea).ShouldNotContain("We reported", customMessage: "she never got it");
    }

    [DatabaseFact]
    public async Task A_message_that_has_not_begun_goes_with_the_headline_of_the_page()
    {
        await using var site = await PagesAsync();
        await using var newsroom = await ReadAsync(site);
        await newsroom.ReaderAsync("late@reader.example", hour: 20);
        await FeedAsync(newsroom, ("school", "School roof leaks"));
        await site.AddAsync(newsroom, "fares", "Fares rise by fifty");
        await newsroom.AtAsync(day: 3);
        await newsroom.RunAsync("keep-corrections");
        await LookAsync(newsroom, TimeSpan.FromMinutes(1));
        await FeedAsync(newsroom, ("school", "School roof leaks"));
        site.Say("Fares rise by thirty", "/fares");
        await LookAsync(newsroom, TimeSpan.FromHours(3));
        await LookAsync(newsroom, TimeSpan.FromMinutes(16));
        await newsroom.AtAsync(day: 3, hour: 20);
        var late = Text(newsroom, "late@reader.example");
        late.ShouldContain("Fares rise by thirty");
        late.ShouldNotContain("fifty");
    }

    [Fact]
    public async Task A_mark_on_the_page_is_a_correction_that_is_marked_and_markup_stays_text_on_the_desk()
    {
        await using var site = await PagesAsync();
        await using var newsroom = await ReadAsync(site);
        site.Say("Correction: Dam is <script>alert(1)</script> sound");
        await LookAsync(newsroom, TimeSpan.FromHours(3));
        await LookAsync(newsroom, TimeSpan.FromMinutes(16));
        (await OpenAsync(newsroom)).ShouldHaveSingleItem().Correction.Kind.ShouldBe(CorrectionKind.Marked);
        using var ada = await newsroom.Site.SignedInBrowserAsync();
        var page = (await ada.GetAsync("/admin/corrections")).Body;
        WebUtility.HtmlDecode(page).ShouldContain("alert(1)");
        page.ShouldNotContain("<script>alert");
        await TellAsync(newsroom, (await OpenAsync(newsroom)).Single());
        await FeedAsync(newsroom, ("bridge", "Bridge closes"));
        await newsroom.AtAsync(day: 3);
        var mail = newsroom.Mail.TakeFor(Ada).ShouldHaveSingleItem();
        mail.Html.ShouldContain("alert(1)");
        mail.Html.ShouldNotContain("<script>alert");
    }

    [Fact]
    public async Task While_the_feed_has_the_story_its_page_corrects_nothing()
    {
        await using var site = await PagesAsync();
        await using var newsroom = await ReadAsync(site, keeps: true);
        site.Say("Dam is sound, engineers say");
        for (var round = 0; round < 3; round++)
            await LookAsync(newsroom, TimeSpan.FromHours(3));
        (await OpenAsync(newsroom)).ShouldBeEmpty();
    }

    /// <summary>Ada got Monday's story, Bea came after it; then its feed had others.</summary>
    private static async Task<Newsroom> ReadAsync(NewsSite site, bool keeps = false)
    {
        var newsroom = await CorrectionSteps.OpenAsync(("Net:AllowPrivateAddresses", "true"));
        await newsroom.ReaderAsync(Ada);
        await site.AddAsync(newsroom, "dam", Dam);
        await newsroom.AtAsync(day: 2);
        await newsroom.ReaderAsync(Bea);
        newsroom.Mail.TakeFor(Ada);
        await newsroom.RunAsync("keep-corrections");
        await LookAsync(newsroom, TimeSpan.FromMinutes(1));
        if (!keeps)
            await FeedAsync(newsroom, ("school", "School roof leaks"));
        return newsroom;
    }

    private static async Task LookAsync(Newsroom newsroom, TimeSpan after)
    {
        newsroom.Clock.Advance(after);
        await newsroom.RunAsync("watch-story-pages");
        // Its host rests between two questions.
        newsroom.Clock.Advance(TimeSpan.FromMinutes(1));
        await newsroom.RunAsync("watch-story-pages");
        await newsroom.RunAsync("keep-corrections");
    }

    /// <summary>Other stories, whose pages nobody looks at.</summary>
    private static async Task FeedAsync(Newsroom newsroom, params (string Slug, string Headline)[] stories)
    {
        await WriteAsync(newsroom, stories.Select(story => ($"https://{story.Slug}.example/{story.Slug}", story.Headline)));
    }

    private static async Task WriteAsync(Newsroom newsroom, IEnumerable<(string Link, string Headline)> stories)
    {
        var items = stories.Select(story => $"<item><title>{story.Headline}</title><link>{story.Link}</link><pubDate>{newsroom.Clock.GetUtcNow().AddMinutes(-1).ToString("r", CultureInfo.InvariantCulture)}</pubDate></item>");
        await File.WriteAllTextAsync(newsroom.Feed.File, $"<rss><channel><title>The News</title>{string.Concat(items)}</channel></rss>");
        await newsroom.Site.Get<ImportStories>().PollAllAsync();
    }

    private static async Task<NewsSite> PagesAsync()
    {
        var pages = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        return new NewsSite(pages, await LocalServer.StartAsync(context =>
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            return context.Response.WriteAsync(pages.TryGetValue(context.Request.Path.Value!, out var headline) ? $"<html><head><title>{WebUtility.HtmlEncode(headline)} | The News</title></head><body><h1>{WebUtility.HtmlEncode(headline)}</h1></body></html>" : "");
        }));
    }

    private sealed record NewsSite(ConcurrentDictionary<string, string> Pages, LocalServer Server) : IAsyncDisposable
    {
        public void Say(string headline, string path = "/dam") => Pages[path] = headline;

        /// <summary>Publishes a story, alone in the feed.</summary>
        public async Task AddAsync(Newsroom newsroom, string slug, string headline)
        {
            Say(headline, "/" + slug);
            await WriteAsync(newsroom, [(Server.At("/" + slug).AbsoluteUri, headline)]);
        }

        public ValueTask DisposeAsync() => Server.DisposeAsync();
    }
}
