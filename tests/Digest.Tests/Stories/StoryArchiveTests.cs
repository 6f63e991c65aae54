using Digest.Stories;
using Digest.Tests.Tools;

namespace Digest.Tests.Stories;

public sealed class StoryArchiveTests
{
    [DatabaseFact]
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

    [DatabaseFact]
    public async Task Pages_cover_everything_once()
    {
        await using var test = await TestDatabase.CreateAsync();
        foreach (var id in new[] { 1, 2, 3 })
            await StoryAsync(test, id, changed: 0);
        var archive = new StoryArchive(test.Database);
        (await archive.AllAsync(0, 2)).Select(story => story.Id).ShouldBe([1, 2]);
        (await archive.AllAsync(2, 2)).Select(story => story.Id).ShouldBe([3]);
    }

    [DatabaseFact]
    public async Task What_changed_comes_in_the_order_of_its_changes_and_once()
    {
        await using var test = await TestDatabase.CreateAsync();
        await StoryAsync(test, 1, changed: 50);
        await StoryAsync(test, 2, changed: 10);
        await StoryAsync(test, 3, changed: 10);
        var archive = new StoryArchive(test.Database);
        (await archive.ChangedAsync(-1, 0, 2)).Select(story => story.Id).ShouldBe([2, 3]);
        (await archive.ChangedAsync(10, 3, 2)).Select(story => story.Id).ShouldBe([1]);
        (await archive.ChangedAsync(50, 1, 2)).ShouldBeEmpty();
    }

    private static DateTimeOffset At(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds);

    private static Task<int> StoryAsync(TestDatabase test, long id, long changed) => test.Database.WriteAsync(session => session.ExecuteAsync(
        "INSERT INTO stories (id, canonical_link, link, headline, first_seen_at, changed_at) VALUES (@id, @link, @link, 'H', 1, @changed)",
        new { id, link = $"https://t.example/{id}", changed }));
}
