using System.Globalization;
using Digest.Editions.Corrections;
using Digest.Stories;
using Digest.Stories.Pages;
using Digest.Tests.Tools;

namespace Digest.Tests.Stories.Pages;

/// <summary>Stories that no feed has any more, and whose pages have another headline than readers got.</summary>
public sealed class WatchedHeadlineTests
{
    private const string Dam = "Dam above the valley is about to break";
    private const string Sound = "Dam above the valley is sound, engineers say";

    [DatabaseFact]
    public async Task Another_headline_seen_twice_becomes_the_storys_when_no_feed_has_it_any_more()
    {
        await using var room = await AgreedAsync();
        await room.FeedAsync(room.Item("/other"));
        Says(room, Sound);
        await LookAsync(room, TimeSpan.FromHours(3));
        (await DamAsync(room)).Headline.ShouldBe(Dam, "it was seen once");
        await LookAsync(room, TimeSpan.FromMinutes(16));
        var dam = await DamAsync(room);
        (dam.Headline, dam.Version).ShouldBe((Sound, 2), "the second look comes early");
        dam.ChangedAt.ShouldBe(room.Clock.GetUtcNow().ToUnixTimeMilliseconds());
        var before = (await new StoryVersions(room.Database).OfAsync(dam.Id)).ShouldHaveSingleItem();
        before.Headline.ShouldBe(Dam);
        // What the page says next is a change once more.
        Says(room, Dam);
        await LookAsync(room, TimeSpan.FromHours(3));
        await LookAsync(room, TimeSpan.FromHours(3));
        (await DamAsync(room)).Headline.ShouldBe(Dam);
    }

    [Fact]
    public async Task While_a_feed_has_the_story_its_page_changes_nothing()
    {
        await using var room = await AgreedAsync();
        Says(room, Sound);
        await LookAsync(room, TimeSpan.FromHours(3), times: 3);
        (await DamAsync(room)).Version.ShouldBe(1);
        // Looks from that time are none of the two.
        await room.FeedAsync(room.Item("/other"));
        await LookAsync(room, TimeSpan.FromHours(3));
        (await DamAsync(room)).Version.ShouldBe(1);
        await LookAsync(room, TimeSpan.FromHours(3));
        (await DamAsync(room)).Headline.ShouldBe(Sound);
    }

    [DatabaseFact]
    public async Task A_feed_that_brings_the_story_again_has_its_way()
    {
        await using var room = await AgreedAsync();
        await room.FeedAsync(room.Item("/other"));
        Says(room, Sound);
        await LookAsync(room, TimeSpan.FromHours(3), times: 2);
        (await DamAsync(room)).Headline.ShouldBe(Sound);
        await room.FeedAsync(room.Item("/other"), room.Item("/dam", title: Dam));
        var dam = await DamAsync(room);
        (dam.Headline, dam.Version).ShouldBe((Dam, 3));
        await LookAsync(room, TimeSpan.FromHours(3), times: 3);
        (await DamAsync(room)).Version.ShouldBe(3);
    }

    [Fact]
    public async Task A_feed_that_nobody_reads_any_more_has_no_stories()
    {
        await using var room = await AgreedAsync();
        Says(room, Sound);
        room.Feeds.Clear();
        await LookAsync(room, TimeSpan.FromHours(3), times: 2);
        (await DamAsync(room)).Headline.ShouldBe(Sound);
    }

    [Fact]
    public async Task A_feed_that_cannot_be_read_has_what_it_had()
    {
        await using var room = await AgreedAsync();
        File.Delete(room.Feeds[0].Url);
        await room.PollAsync();
        Says(room, Sound);
        await LookAsync(room, TimeSpan.FromHours(3), times: 3);
        (await DamAsync(room)).Version.ShouldBe(1);
    }

    [Fact]
    public async Task A_headline_that_comes_and_goes_or_changes_at_each_look_is_a_test_or_a_ticker()
    {
        await using var room = await AgreedAsync();
        await room.FeedAsync(room.Item("/other"));
        foreach (var headline in new[] { Sound, Dam, Sound, $"{Dam} at 12", $"{Dam} at 13", Dam })
        {
            Says(room, headline);
            await LookAsync(room, TimeSpan.FromHours(3));
        }
        (await DamAsync(room)).Version.ShouldBe(1);
    }

    [Fact]
    public async Task A_page_that_never_had_the_feeds_headline_changes_nothing()
    {
        await using var room = await AgreedAsync("Why the valley fears for its dam");
        await room.FeedAsync(room.Item("/other"));
        Says(room, Sound);
        await LookAsync(room, TimeSpan.FromHours(3), times: 4);
        (await DamAsync(room)).Version.ShouldBe(1);
    }

    [Fact]
    public async Task What_the_page_had_before_the_feed_changed_the_story_is_not_what_the_story_says_now()
    {
        await using var room = await AgreedAsync();
        await room.FeedAsync(room.Item("/dam", title: Sound));
        await room.FeedAsync(room.Item("/other"));
        await LookAsync(room, TimeSpan.FromHours(3), times: 4);
        var dam = await DamAsync(room);
        (dam.Headline, dam.Version).ShouldBe((Sound, 2), "the page is behind");
    }

    [Fact]
    public async Task White_space_signs_capitals_and_the_sites_name_are_no_change()
    {
        await using var room = await AgreedAsync();
        await room.FeedAsync(room.Item("/other"));
        Says(room, "DAM above the valley – is  about to break!");
        await LookAsync(room, TimeSpan.FromHours(3), times: 3);
        (await DamAsync(room)).Version.ShouldBe(1);
        Says(room, $"{Dam} – corrected");
        await LookAsync(room, TimeSpan.FromHours(3), times: 2);
        (await DamAsync(room)).Headline.ShouldBe($"{Dam} – corrected", "that is no site's name");
    }

    [Fact]
    public async Task A_title_that_begins_to_bear_the_sites_name_or_gives_way_to_a_headline_is_no_change()
    {
        await using var room = await AgreedAsync("The valley and its dam");
        room.Page("/dam", $"<title>{Dam}</title>", "");
        await LookAsync(room, TimeSpan.FromHours(3));
        await room.FeedAsync(room.Item("/other"));
        room.Page("/dam", $"<title>{Dam} | The Gazette</title>", "");
        await LookAsync(room, TimeSpan.FromHours(3), times: 2);
        room.Page("/dam", "<title>(2) News of the dam | The Gazette</title>", $"<h1>{Dam}</h1>");
        await LookAsync(room, TimeSpan.FromHours(3), times: 2);
        (await DamAsync(room)).Version.ShouldBe(1);
        room.Page("/dam", "<title>(2) News of the dam | The Gazette</title>", $"<h1>{Sound}</h1>");
        await LookAsync(room, TimeSpan.FromHours(3), times: 2);
        (await DamAsync(room)).Headline.ShouldBe(Sound);
    }

    [Theory]
    [InlineData("<title>{0} | The Gazette</title>", "")]
    [InlineData("<meta property='og:title' content='{0} - The Gazette'>", "<h1>The Gazette</h1>")]
    [InlineData("""<script type="application/ld+json">{{"@type":"NewsArticle","headline":"{0}"}}</script>""", "<h1>Gazette</h1>")]
    public async Task The_headline_is_taken_from_where_the_page_had_the_storys_without_the_sites_name(string head, string body)
    {
        await using var room = await AgreedAsync("The valley and its dam");
        room.Page("/dam", string.Format(CultureInfo.InvariantCulture, head, Dam), body);
        await LookAsync(room, TimeSpan.FromHours(13));
        await room.FeedAsync(room.Item("/other"));
        room.Page("/dam", string.Format(CultureInfo.InvariantCulture, head, Sound), body);
        await LookAsync(room, TimeSpan.FromHours(13), times: 2);
        (await DamAsync(room)).Headline.ShouldBe(Sound);
    }

    [Theory]
    [InlineData("Correction: " + Dam)]
    [InlineData("[Updated] " + Dam)]
    public async Task A_mark_before_the_headline_marks_the_change(string marked)
    {
        await using var room = await AgreedAsync();
        await room.FeedAsync(room.Item("/other"));
        Says(room, marked);
        await LookAsync(room, TimeSpan.FromHours(3), times: 2);
        (await DamAsync(room)).Headline.ShouldBe(marked);
        StoryChange.Between(new SaidWords(Dam, null, null), new SaidWords(marked, null, null))!.Kind.ShouldBe(CorrectionKind.Marked);
    }

    [Fact]
    public async Task A_headline_that_says_the_story_is_withdrawn_withdraws_it_and_it_stands_again_without()
    {
        await using var room = await AgreedAsync();
        await room.FeedAsync(room.Item("/other"));
        Says(room, $"Retracted: {Dam}");
        await LookAsync(room, TimeSpan.FromHours(3), times: 2);
        (await DamAsync(room)).Removed.ShouldNotBeNull();
        Says(room, Dam);
        await LookAsync(room, TimeSpan.FromHours(13), times: 2);
        var dam = await DamAsync(room);
        (dam.Headline, dam.Removed).ShouldBe((Dam, null));
    }

    [Theory]
    [InlineData("Page not found")]
    [InlineData("404")]
    [InlineData("Sorry, this page is not available")]
    [InlineData("Seite nicht gefunden")]
    [InlineData("The Gazette")]
    [InlineData("")]
    public async Task An_error_that_says_all_is_well_is_no_headline(string notice)
    {
        await using var room = await AgreedAsync();
        await room.FeedAsync(room.Item("/other"));
        Says(room, notice);
        await LookAsync(room, TimeSpan.FromHours(13), times: 4);
        (await DamAsync(room)).Version.ShouldBe(1);
    }

    [Fact]
    public async Task A_headline_that_shares_no_word_is_the_storys_where_the_page_describes_it_as_its_articles()
    {
        await using var room = await AgreedAsync();
        await room.FeedAsync(room.Item("/other"));
        const string other = "Engineers give the all-clear";
        room.Page("/dam", $$"""<script type="application/ld+json">{"@type":"NewsArticle","headline":"{{other}}"}</script>""", $"<h1>{other}</h1>");
        await LookAsync(room, TimeSpan.FromHours(3), times: 2);
        (await DamAsync(room)).Headline.ShouldBe(other);
    }

    [Fact]
    public async Task A_page_that_leads_to_another_storys_says_nothing_of_this_one()
    {
        await using var room = await AgreedAsync();
        await room.FeedAsync(room.Item("/other", title: Sound));
        room.Page("/other", "", $"<h1>{Sound}</h1>");
        room.Answer("/dam", "", 302, headers: ("Location", "/other"));
        await LookAsync(room, TimeSpan.FromHours(13), times: 4);
        (await room.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT MAX(version) FROM stories"))).ShouldBe(1);
    }

    [Fact]
    public async Task A_page_that_moved_is_the_storys_where_it_says_much_the_same()
    {
        await using var room = await AgreedAsync();
        await room.FeedAsync(room.Item("/other"));
        room.Answer("/dam", "", 302, headers: ("Location", "/dam-is-sound"));
        room.Page("/dam-is-sound", "", "<h1>Four arrested in the valley</h1>");
        await LookAsync(room, TimeSpan.FromHours(13), times: 3);
        (await DamAsync(room)).Version.ShouldBe(1);
        room.Page("/dam-is-sound", "", $"<h1>{Sound}</h1>");
        await LookAsync(room, TimeSpan.FromHours(13), times: 2);
        (await DamAsync(room)).Headline.ShouldBe(Sound);
    }

    [Fact]
    public async Task A_site_whose_pages_all_have_another_headline_has_changed_and_not_its_stories()
    {
        var stories = Enumerable.Range(1, 6).Select(at => $"/flood-{at}").ToArray();
        await using var room = await OpenAsync([.. stories.Select(path => (path, $"Flood {path[^1]} reaches the bridge"))]);
        await room.FeedAsync(room.Item("/other"));
        foreach (var path in stories)
            room.Page(path, "", $"<h1>Archive: flood {path[^1]} of the bridge</h1>");
        await LookAsync(room, TimeSpan.FromHours(3), times: 4);
        (await room.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT MAX(version) FROM stories"))).ShouldBe(1);
    }

    [Fact]
    public async Task A_site_most_of_whose_pages_are_gone_is_broken_and_its_other_pages_change_nothing()
    {
        var gone = Enumerable.Range(1, 5).Select(at => $"/flood-{at}").ToArray();
        await using var room = await OpenAsync([("/dam", Dam), .. gone.Select(path => (path, $"Flood {path[^1]} reaches the bridge"))]);
        await room.FeedAsync(room.Item("/other"));
        foreach (var path in gone)
            room.Answer(path, "", 404);
        Says(room, Sound);
        await LookAsync(room, TimeSpan.FromHours(3), times: 3);
        (await DamAsync(room)).Version.ShouldBe(1);
        // It is mended, and what the page says is what it says.
        foreach (var path in gone)
            room.Page(path, "", $"<h1>Flood {path[^1]} reaches the bridge</h1>");
        await LookAsync(room, TimeSpan.FromHours(13), times: 2);
        (await DamAsync(room)).Headline.ShouldBe(Sound);
    }

    [Fact]
    public async Task What_another_storys_page_says_already_is_no_storys_headline()
    {
        await using var room = await OpenAsync(("/dam", Dam), ("/levee", "Levee above the valley may break"));
        await room.FeedAsync(room.Item("/other"));
        Says(room, "Levee above the valley may break");
        await LookAsync(room, TimeSpan.FromHours(3), times: 3);
        (await DamAsync(room)).Version.ShouldBe(1);
    }

    [Fact]
    public async Task What_two_pages_of_a_site_say_is_no_storys_headline()
    {
        await using var room = await OpenAsync(("/dam", Dam), ("/levee", "Levee above the valley may break"));
        await room.FeedAsync(room.Item("/other"));
        foreach (var path in new[] { "/dam", "/levee" })
            room.Page(path, "", "<h1>The valley, all stories</h1>");
        await LookAsync(room, TimeSpan.FromHours(3), times: 4);
        (await room.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT MAX(version) FROM stories"))).ShouldBe(1);
    }

    [Fact]
    public async Task Markup_in_a_headline_stays_text_and_a_headline_is_no_longer_than_a_feeds()
    {
        await using var room = await AgreedAsync();
        await room.FeedAsync(room.Item("/other"));
        room.Page("/dam", "", "<h1>Dam is sound &lt;script&gt;alert(1)&lt;/script&gt; <b>&amp;</b> dry\u202E</h1>");
        await LookAsync(room, TimeSpan.FromHours(3), times: 2);
        (await DamAsync(room)).Headline.ShouldBe("Dam is sound <script>alert(1)</script> & dry");
        Says(room, "Dam " + string.Concat(Enumerable.Repeat("sound and ", 10_000)));
        await LookAsync(room, TimeSpan.FromHours(3), times: 2);
        (await DamAsync(room)).Headline.Length.ShouldBeInRange(400, 500);
    }

    /// <summary>Readers got the story, and its page has its headline.</summary>
    private static async Task<PageRoom> AgreedAsync(string? onPage = null) => await OpenAsync(onPage, ("/dam", Dam));

    private static Task<PageRoom> OpenAsync(params (string Path, string Headline)[] stories) => OpenAsync(onPage: null, stories);

    private static async Task<PageRoom> OpenAsync(string? onPage, params (string Path, string Headline)[] stories)
    {
        var room = await PageRoom.OpenAsync();
        room.Answer("/robots.txt", "", type: "text/plain");
        foreach (var (path, headline) in stories)
            room.Page(path, "", $"<h1>{onPage ?? headline}</h1>");
        await room.FeedAsync([.. stories.Select(story => room.Item(story.Path, title: story.Headline))]);
        var now = room.Clock.GetUtcNow();
        var watched = (await new StoryArchive(room.Database).AllAsync(0, 100)).Select(story => (story.Id, now.ToUnixTimeMilliseconds())).ToList();
        await room.Database.WriteAsync(session => WatchStoryPages.BeginAsync(session, watched, now.AddDays(7)));
        await room.WatchAsync();
        return room;
    }

    private static void Says(PageRoom room, string headline) => room.Page("/dam", "", $"<h1>{headline}</h1>");

    private static async Task LookAsync(PageRoom room, TimeSpan after, int times = 1)
    {
        for (var time = 0; time < times; time++)
        {
            room.Clock.Advance(after);
            var asked = room.Asked.Count;
            await room.WatchAsync();
            room.Asked.Count.ShouldBeGreaterThan(asked);
        }
    }

    private static async Task<Story> DamAsync(PageRoom room) => (await new StoryArchive(room.Database).AllAsync(0, 100)).Single(story => story.Link.EndsWith("/dam", StringComparison.Ordinal));
}
