using Digest.Mail;
using Digest.Storage;
using Digest.Subscribers;

namespace Digest.Web.Tests.Editions;

/// <summary>Three weeks of running matters: what was offered to a reader is offered once, all of it, and does not come back beside a story within a week.</summary>
public sealed class NeverTwiceSimulation
{
    private const int FirstDay = 2;
    private const int LastDay = 22;
    private readonly Dictionary<string, Reader> readers = new(StringComparer.Ordinal);
    private readonly HashSet<string> lost = new(StringComparer.Ordinal);

    [Fact]
    public async Task Nobody_is_offered_a_story_twice_or_misses_one_and_nothing_of_the_last_week_comes_again_as_related()
    {
        await using var newsroom = await Newsroom.OpenAsync(("Editions:MaxStories", "50"), ("Editions:RelatedPerStory", "3"));
        newsroom.Mail.Answer = message => Answer(message, newsroom.Clock.GetUtcNow().Day);
        await JoinAsync(newsroom, "daily", Cadence.Daily);
        await JoinAsync(newsroom, "evening", Cadence.Daily, hour: 20);
        await JoinAsync(newsroom, "weekly", Cadence.Weekly, days: 1 << 2);
        await JoinAsync(newsroom, "weekdays", Cadence.Weekdays, days: 31);
        await JoinAsync(newsroom, "away", Cadence.Daily);
        await JoinAsync(newsroom, "water", Cadence.Daily, topics: """["Water"]""");
        await JoinAsync(newsroom, "money", Cadence.Weekly, days: 1 << 4, topics: """["Country","Money"]""");
        // Their messages fail, are put off until the next edition takes them over, or are never answered.
        await JoinAsync(newsroom, "refused", Cadence.Daily);
        await JoinAsync(newsroom, "slow", Cadence.Daily);
        await JoinAsync(newsroom, "unknown", Cadence.Daily);
        var published = 0;
        for (var day = FirstDay; day <= LastDay; day++)
        {
            newsroom.Clock.Set(At(day, 6));
            for (var stories = 1 + (day % 4); stories > 0; stories--)
                newsroom.Feed.Publish(published++, newsroom.Clock.GetUtcNow() - TimeSpan.FromMinutes(stories));
            if (day == 6)
                await newsroom.Site.ExecuteAsync($"UPDATE subscribers SET paused_until = {At(13, 0).ToMilliseconds()} WHERE address = 'away@reader.example'");
            await newsroom.AtAsync(day);
            if (day is 5 or 11)
                await JoinAsync(newsroom, $"late{day}", Cadence.Daily);
            if (day % 5 == 0)
                await PublishAndSendNowAsync(newsroom, published++);
            foreach (var (hour, minute) in new[] { (7, 40), (20, 0) })
                await newsroom.AtAsync(day, hour, minute);
            Collect(newsroom);
        }
        // Whoever is waiting for their day or their turn gets what is left.
        newsroom.Mail.Answer = _ => null;
        await newsroom.Site.ExecuteAsync("UPDATE subscribers SET days = 127");
        for (var day = LastDay + 1; day <= LastDay + 2; day++)
        {
            newsroom.Clock.Set(At(day, 6));
            newsroom.Feed.Publish(published++, newsroom.Clock.GetUtcNow());
            await newsroom.AtAsync(day);
            await newsroom.AtAsync(day, hour: 20);
            Collect(newsroom);
        }
        foreach (var reader in readers.Values)
            await JudgeAsync(newsroom, reader);
        readers.Values.Sum(reader => reader.Editions.Sum(edition => edition.Related.Count)).ShouldBeGreaterThan(60);
    }

    private static async Task JudgeAsync(Newsroom newsroom, Reader reader)
    {
        var offered = reader.Editions.SelectMany(edition => edition.Stories).ToList();
        offered.GroupBy(slug => slug, StringComparer.Ordinal).Where(same => same.Count() > 1).Select(same => same.Key).ShouldBeEmpty($"{reader.Name} was offered stories twice");
        offered.Order(StringComparer.Ordinal).ShouldBe((await WantedAsync(newsroom, reader)).Order(StringComparer.Ordinal), $"{reader.Name} missed stories, or got others'");
        foreach (var edition in reader.Editions)
        {
            var lastWeek = reader.Editions.Where(other => other != edition && other.At <= edition.At && other.At >= edition.At - TimeSpan.FromDays(7));
            edition.Related.Intersect(edition.Stories.Concat(lastWeek.SelectMany(other => other.Stories)), StringComparer.Ordinal)
                .ShouldBeEmpty($"{reader.Name} was offered stories again as related on {edition.At:d MMMM}");
            edition.Related.Intersect(lastWeek.SelectMany(other => other.Related), StringComparer.Ordinal)
                .ShouldBeEmpty($"{reader.Name} was shown related stories again on {edition.At:d MMMM}");
            edition.Related.ShouldBeUnique();
        }
    }

    private static async Task<IEnumerable<string>> WantedAsync(Newsroom newsroom, Reader reader)
    {
        var stories = await newsroom.Site.Database.ReadAsync(session => session.QueryAsync<(string Link, string Topics)>("SELECT link, topics FROM stories WHERE number > @Start", reader));
        return stories.Where(story => reader.Topics.Length == 0 || Array.Exists(reader.Topics, topic => story.Topics.Contains($"\"{topic}\"", StringComparison.Ordinal))).Select(story => story.Link.Split('/')[^1]);
    }

    private SubmissionOutcome? Answer(ReceivedMessage message, int day) => (message.To.Split('@')[0], day % 3) switch
    {
        ("refused", 0) => MailServer.Refusal,
        ("slow", 1) => MailServer.NotNow,
        ("unknown", 2) when lost.Add(message.Header("Message-ID")) => new SubmissionOutcome.Uncertain("the answer was lost"),
        _ => null,
    };

    private static async Task PublishAndSendNowAsync(Newsroom newsroom, int number)
    {
        newsroom.Feed.Publish(number, newsroom.Clock.GetUtcNow());
        await newsroom.SendNowAsync();
        await newsroom.SendNowAsync();
    }

    private async Task JoinAsync(Newsroom newsroom, string name, Cadence cadence, int days = 127, string topics = "[]", int? hour = null)
    {
        var id = await newsroom.ReaderAsync(name + "@reader.example", cadence, days, topics, hour, hour is null ? null : "UTC");
        readers[name] = new Reader(name, await newsroom.Site.ScalarAsync<long>($"SELECT position FROM subscribers WHERE id = {id}"), System.Text.Json.JsonSerializer.Deserialize<string[]>(topics)!);
    }

    private void Collect(Newsroom newsroom)
    {
        foreach (var reader in readers.Values)
        {
            foreach (var message in newsroom.Mail.TakeFor(reader.Name + "@reader.example"))
                reader.Editions.Add(new Got(newsroom.Clock.GetUtcNow(), message.Stories.Except(message.Related, StringComparer.Ordinal).ToList(), message.Related));
        }
    }

    private static DateTimeOffset At(int day, int hour) => new(2026, 3, day, hour, 0, 0, TimeSpan.Zero);

    private sealed record Reader(string Name, long Start, string[] Topics)
    {
        public List<Got> Editions { get; } = [];
    }

    private sealed record Got(DateTimeOffset At, IReadOnlyList<string> Stories, IReadOnlyList<string> Related);
}
