using Digest.Stories;

namespace Digest.Tests.Stories;

public sealed class StoryArchiveTests
{
    [Fact]
    public async Task A_story_comes_back_with_all_its_parts()
    {
        await using var test = await TestDatabase.CreateAsync();
        await test.Database.WriteAsync(session => session.ExecuteAsync(
            """
            INSERT INTO stories (id, canonical_link, link, headline, dek, byline, text, picture_url, picture_alt, picture_caption, picture_credit,
                                 picture_width, picture_height, topics, licence, published_at, updated_at, first_seen_at, number)
            VALUES (7, 'https://t.example/a', 'https://t.example/a/', 'H', 'D', 'B', 'T', 'https://t.example/a.jpg', 'A', 'C', 'Cr', 640, 480, '["X","Y"]', 'L', 1000, 2000, 3000, 5)
            """));
        var story = (await new StoryArchive(test.Database).ByIdsAsync([7, 8])).Single();
        (story.Id, story.CanonicalLink, story.Link, story.Headline, story.Dek, story.Byline, story.Text).ShouldBe((7, "https://t.example/a", "https://t.example/a/", "H", "D", "B", "T"));
        story.Picture.ShouldBe(new Picture { Url = "https://t.example/a.jpg", Alt = "A", Caption = "C", Credit = "Cr", Width = 640, Height = 480 });
        story.Topics.ShouldBe(["X", "Y"]);
        (story.Licence, story.Published, story.Updated, story.FirstSeen, story.Number).ShouldBe(("L", At(1), At(2), At(3), 5));
    }

    [Fact]
    public async Task Numbers_are_a_range_without_its_beginning()
    {
        await using var test = await TestDatabase.CreateAsync();
        for (var number = 1; number <= 5; number++)
            await StoryAsync(test, number, number: number);
        (await new StoryArchive(test.Database).NumberedAsync(2, 4)).Select(story => story.Number).ShouldBe([3, 4]);
    }

    [Fact]
    public async Task Stories_without_a_number_come_by_their_age_when_they_were_seen_in_time()
    {
        await using var test = await TestDatabase.CreateAsync();
        await StoryAsync(test, 1, number: 1);
        await StoryAsync(test, 2, published: 9_000, seen: 10_000);
        await StoryAsync(test, 3, published: 8_000, seen: 10_000);
        await StoryAsync(test, 4, published: 1_000, seen: 10_001);
        (await new StoryArchive(test.Database).UnnumberedAsync(At(10))).Select(story => story.Id).ShouldBe([3, 2]);
        // Inside a session, as closing an edition does
        var inside = await test.Database.WriteAsync(session => StoryArchive.UnnumberedAsync(session, At(20)));
        inside.Select(story => story.Id).ShouldBe([4, 3, 2]);
    }

    [Fact]
    public async Task A_story_is_found_by_number_link_or_the_feeds_id()
    {
        await using var test = await TestDatabase.CreateAsync();
        await StoryAsync(test, 3);
        await test.Database.WriteAsync(session => session.ExecuteAsync("INSERT INTO feeds (id, url, fetch_url) VALUES (1, 'x', 'x'); INSERT INTO story_ids (feed_id, guid, story_id, content_hash) VALUES (1, 'tag:3', 3, '')"));
        var archive = new StoryArchive(test.Database);
        (await archive.FindAsync("3"))!.Id.ShouldBe(3);
        (await archive.FindAsync("http://www.t.example/3/?utm_source=x"))!.Id.ShouldBe(3);
        (await archive.FindAsync("tag:3"))!.Id.ShouldBe(3);
        (await archive.FindAsync("4")).ShouldBeNull();
        (await archive.FindAsync("https://t.example/")).ShouldBeNull();
    }

    [Fact]
    public async Task The_latest_come_first_and_pages_cover_everything_once()
    {
        await using var test = await TestDatabase.CreateAsync();
        await StoryAsync(test, 1, published: 5_000);
        await StoryAsync(test, 2, seen: 9_000);
        await StoryAsync(test, 3, published: 7_000);
        var archive = new StoryArchive(test.Database);
        (await archive.RecentAsync(2)).Select(story => story.Id).ShouldBe([2, 3]);
        (await archive.AllAsync(0, 2)).Select(story => story.Id).ShouldBe([1, 2]);
        (await archive.AllAsync(2, 2)).Select(story => story.Id).ShouldBe([3]);
    }

    [Fact]
    public async Task Topics_are_listed_once_and_sorted()
    {
        await using var test = await TestDatabase.CreateAsync();
        await StoryAsync(test, 1, topics: """["Harbour","Art"]""");
        await StoryAsync(test, 2, topics: """["harbour","Öl & Gas"]""");
        (await new StoryArchive(test.Database).TopicsAsync()).ShouldBe(["Art", "Harbour", "Öl & Gas"]);
    }

    private static DateTimeOffset At(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds);

    private static Task<int> StoryAsync(TestDatabase test, long id, long? published = null, long seen = 1, long? number = null, string topics = "[]") => test.Database.WriteAsync(session => session.ExecuteAsync(
        "INSERT INTO stories (id, canonical_link, link, headline, topics, published_at, first_seen_at, number) VALUES (@id, @link, @link, 'H', @topics, @published, @seen, @number)",
        new { id, link = $"https://t.example/{id}", topics, published, seen, number }));
}
