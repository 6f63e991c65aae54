using System.Globalization;
using Digest.Editions;
using Digest.Mail;
using Digest.Subscribers;

namespace Digest.Web.Tests.Editions;

/// <summary>Three weeks with all kinds of readers and a mail server in a bad mood: every reader gets every story, and none twice.</summary>
public sealed class SimulationTests
{
    private const int Days = 21;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whatever_goes_wrong_every_reader_gets_each_story_exactly_once(int seed)
    {
        await using var newsroom = await Newsroom.OpenAsync(("Editions:MaxStories", "50"), ("Editions:RelatedPerStory", "0"));
        var random = new Random(seed);
        var moody = new MoodyServer(random);
        newsroom.Mail.Answer = moody.Answer;
        var readers = new Dictionary<string, Reader>(StringComparer.Ordinal);
        var published = 0;
        for (var day = 2; day < 2 + Days; day++)
        {
            if (day % 3 == 2)
                await JoinAsync(newsroom, readers, random);
            if (random.Next(3) == 0)
                await PauseSomebodyAsync(newsroom, random);
            newsroom.Clock.Set(new DateTimeOffset(2026, 3, day, 6, 30, 0, TimeSpan.Zero));
            for (var stories = random.Next(4); stories > 0; stories--)
                newsroom.Publish($"story{++published}");
            if (random.Next(6) == 0)
                await newsroom.Site.Get<EditionSkip>().SkipAsync(new DateOnly(2026, 3, day), "Ada");
            await newsroom.AtAsync(day);
            await MeddleAsync(newsroom, random);
            if (random.Next(2) == 0)
            {
                newsroom.Publish($"story{++published}");
                // The first may only finish the day's edition.
                await newsroom.SendNowAsync();
                await newsroom.SendNowAsync();
            }
            foreach (var (hour, minute) in new[] { (7, 2), (7, 40), (12, 0), (20, 0) })
            {
                await newsroom.AtAsync(day, hour, minute);
                if (random.Next(6) == 0)
                {
                    newsroom.Publish($"story{++published}");
                    await SendSpecialAsync(newsroom, random, published);
                }
                await MeddleAsync(newsroom, random);
            }
            Collect(newsroom, readers);
        }
        newsroom.Mail.Answer = _ => null;
        await newsroom.Site.ExecuteAsync("UPDATE editions SET paused_at = NULL");
        await newsroom.Site.ExecuteAsync("UPDATE subscribers SET paused_until = NULL, days = 127");
        for (var day = 2 + Days; day < 7 + Days; day++)
        {
            foreach (var hour in new[] { 7, 20 })
                await newsroom.AtAsync(day, hour);
        }
        Collect(newsroom, readers);
        foreach (var (address, reader) in readers)
        {
            reader.Got.Count.ShouldBe(reader.Got.Distinct(StringComparer.Ordinal).Count(), $"{address} got a story twice (seed {seed})");
            var wanted = await newsroom.Site.Database.ReadAsync(session => session.QueryAsync<string>("SELECT link FROM stories WHERE number > @Start", reader));
            var missing = wanted.Select(link => link.Split('/')[^1]).Except(reader.Got, StringComparer.Ordinal);
            missing.ShouldBeEmpty($"{address} missed a story (seed {seed})");
        }
        moody.Refusals.ShouldBeGreaterThan(10);
        readers.Count.ShouldBeGreaterThan(10);
        (await newsroom.Site.ScalarAsync<int>("SELECT COUNT(*) FROM messages m JOIN editions e ON e.id = m.edition_id WHERE e.kind = 'Special' AND m.status = 'Submitted'")).ShouldBeGreaterThan(10);
    }

    private static async Task JoinAsync(Newsroom newsroom, Dictionary<string, Reader> readers, Random random)
    {
        foreach (var (cadence, days, hour) in new (Cadence, int, int?)[] { (Cadence.Daily, 127, null), (Cadence.Weekly, 1 << random.Next(7), null), (Cadence.Weekdays, 31, 20) })
        {
            var address = string.Create(CultureInfo.InvariantCulture, $"{cadence.ToString().ToLowerInvariant()}{readers.Count}@reader.example");
            var id = await newsroom.ReaderAsync(address, cadence, days, hour: hour, zone: hour is null ? null : "UTC");
            readers[address] = new Reader(await newsroom.Site.ScalarAsync<long>($"SELECT position FROM subscribers WHERE id = {id}"));
        }
    }

    /// <summary>A special edition of the newest story and some that were in others, for whoever.</summary>
    private static async Task SendSpecialAsync(Newsroom newsroom, Random random, int published)
    {
        var picked = Enumerable.Range(0, 1 + random.Next(4)).Select(_ => random.Next(1, published)).Append(published).Distinct();
        await SpecialSteps.SendAsync(newsroom, SpecialSteps.Everyone, [.. picked.Select(number => $"story{number}")]);
    }

    private static Task<int> PauseSomebodyAsync(Newsroom newsroom, Random random) => newsroom.Site.ExecuteAsync(
        $"UPDATE subscribers SET paused_until = {(newsroom.Clock.GetUtcNow() + TimeSpan.FromDays(random.Next(1, 5))).ToUnixTimeMilliseconds()} WHERE id % 5 = {random.Next(5)}");

    /// <summary>An editor pauses, resumes, gives up and tries once more as they like.</summary>
    private static async Task MeddleAsync(Newsroom newsroom, Random random)
    {
        for (long? id = await newsroom.Site.ScalarAsync<long?>("SELECT MAX(id) FROM editions"); id > 0 && random.Next(3) > 0; id--)
        {
            await (random.Next(7) switch
            {
                0 => newsroom.Site.Get<EditionPause>().PauseAsync(id.Value, "Ada"),
                1 or 2 or 3 => newsroom.Site.Get<EditionPause>().ResumeAsync(id.Value, "Ada"),
                4 => newsroom.Site.Get<EditionPause>().GiveUpAsync(id.Value, "Ada"),
                _ => (Task)newsroom.Site.Get<EditionRetry>().RunAsync(id.Value, "Ada"),
            });
        }
    }

    private static void Collect(Newsroom newsroom, Dictionary<string, Reader> readers)
    {
        foreach (var (address, reader) in readers)
        {
            foreach (var message in newsroom.Mail.TakeFor(address))
                reader.Got.AddRange(message.Stories);
        }
    }

    private sealed record Reader(long Start)
    {
        public List<string> Got { get; } = [];
    }

    /// <summary>Takes about two messages of three. The answer to a message is lost once at most: nobody would ask a third time.</summary>
    private sealed class MoodyServer(Random random)
    {
        private const int LosesAnswers = 83;
        private readonly HashSet<string> uncertain = new(StringComparer.Ordinal);
        private readonly Lock turn = new();

        public int Refusals { get; private set; }

        public SubmissionOutcome? Answer(ReceivedMessage message)
        {
            var id = message.Header("Message-ID");
            lock (turn)
            {
                var mood = random.Next(uncertain.Contains(id) ? LosesAnswers : 100);
                if (mood < 60)
                    return null;
                Refusals++;
                if (mood >= LosesAnswers)
                    uncertain.Add(id);
                return mood switch
                {
                    < 70 => MailServer.NotNow,
                    < 78 => MailServer.Refusal,
                    < LosesAnswers => MailServer.Lost,
                    _ => new SubmissionOutcome.Uncertain("the answer was lost"),
                };
            }
        }
    }
}
