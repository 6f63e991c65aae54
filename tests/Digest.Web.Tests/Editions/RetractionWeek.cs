using Digest.Editions.Corrections;
using Digest.Mail;
using Digest.Stories;
using Digest.Subscribers;
using Digest.Tests.Tools;

namespace Digest.Web.Tests.Editions;

/// <summary>
/// A week in which a letter is reported on Monday morning and taken back in the evening: who got the first version, who never saw it, and
/// who is told, once. 2 March 2026 is a Monday.
/// </summary>
public sealed class RetractionWeek
{
    private const string Letter = "letter";
    private const string Reported = "Troops to leave the valley within weeks, letter says";
    private const string Corrected = "\"Withdrawal not what is happening\": general says letter was a mistake";
    private const string Note = "Correction: the letter was an unsigned draft; no withdrawal was decided.";

    private const string Early = "early@reader.example";
    private const string Lost = "lost@reader.example";
    private const string Late = "late@reader.example";
    private const string Paused = "paused@reader.example";
    private const string Weekly = "weekly@reader.example";
    private const string Refused = "refused@reader.example";
    private const string Away = "away@reader.example";
    private const string New = "new@reader.example";

    [DatabaseFact]
    public async Task The_letter_of_Monday_is_told_to_those_who_got_it_and_to_nobody_else()
    {
        await using var newsroom = await Newsroom.OpenAsync(("Editions:RelatedPerStory", "0"), ("Outbox:ResubmitUncertain", "false"));
        await newsroom.ReaderAsync(Early);
        await newsroom.ReaderAsync(Lost);
        await newsroom.ReaderAsync(Late, hour: 20);
        var paused = await newsroom.ReaderAsync(Paused);
        await newsroom.ReaderAsync(Weekly, Cadence.Weekly, days: 16);
        await newsroom.ReaderAsync(Refused);
        await newsroom.ReaderAsync(Away, Cadence.ChosenDays, days: 1 | 32);
        await newsroom.Site.ExecuteAsync($"UPDATE subscribers SET paused_until = {Milliseconds(4, 0)} WHERE id = {paused}");

        // Monday morning: the letter is news. One mailbox refuses, one connection breaks after the final dot.
        newsroom.Feed.Add(Letter, newsroom.Clock.GetUtcNow(), Reported, "The coalition leaves, says a letter to the ministry.");
        newsroom.Feed.Add("harbour", newsroom.Clock.GetUtcNow().AddHours(-2), "Harbour fares to rise", "Commuters protest.");
        newsroom.Mail.Answer = message => message.To == Refused ? MailServer.Refusal : message.To == Lost ? LostAfterDot : null;
        await newsroom.AtAsync(day: 2);
        newsroom.Mail.Answer = _ => null;
        Texts(newsroom, Early).ShouldHaveSingleItem().ShouldContain(Reported);
        Texts(newsroom, Away).ShouldHaveSingleItem().ShouldContain(Reported);
        Texts(newsroom, Late).ShouldBeEmpty("they read at eight in the evening");

        // Monday evening: it was a mistake. Whoever reads at eight gets what is right, and no word of a correction.
        newsroom.Clock.Set(At(2, 18));
        newsroom.Feed.Rewrite(Letter, Corrected, Note);
        await newsroom.Site.Get<ImportStories>().PollAllAsync();
        await newsroom.RunAsync("keep-corrections");
        await newsroom.AtAsync(day: 2, hour: 20);
        var late = Texts(newsroom, Late).ShouldHaveSingleItem();
        late.ShouldContain("general says letter was a mistake");
        late.ShouldNotContain("letter says");
        late.ShouldNotContain("We reported");

        // An editor sees who got which version, and lets it go.
        var open = (await newsroom.Site.Get<CorrectionDesk>().ListAsync([CorrectionState.Open], 10)).ShouldHaveSingleItem();
        open.Correction.Kind.ShouldBe(CorrectionKind.Marked);
        open.Readers.Select(got => (got.Version, got.Readers)).ShouldBe([(1, 3), (2, 1)]);
        open.Cases.ShouldHaveSingleItem().Said.ShouldBe(Reported);
        (await newsroom.Site.Get<CorrectionDesk>().TellAsync(open.Correction.Id, "Ada", right: null, said: null)).ShouldBe(CorrectionOutcome.Done);
        await newsroom.ReaderAsync(New);

        // Tuesday: the daily readers who got it are told. The one who was refused never saw it, but gets what is right as a story.
        newsroom.Publish("tuesday");
        await newsroom.AtAsync(day: 3);
        foreach (var told in new[] { Early, Lost })
        {
            var text = Texts(newsroom, told).ShouldHaveSingleItem(told);
            text.ShouldContain($"We reported: {Reported}");
            text.ShouldContain("What is right: the letter was an unsigned draft; no withdrawal was decided.");
            text.IndexOf("We reported", StringComparison.Ordinal).ShouldBeLessThan(text.IndexOf("1. Story tuesday", StringComparison.Ordinal), "the box stands above the stories");
        }
        foreach (var spared in new[] { Refused, New, Paused, Weekly, Away })
            Texts(newsroom, spared).ShouldAllBe(text => !text.Contains("We reported", StringComparison.Ordinal), spared);
        newsroom.Clock.Set(At(3, 20));
        await newsroom.SubmitAsync();
        Texts(newsroom, Late).ShouldHaveSingleItem().ShouldNotContain("We reported");

        // Wednesday to Sunday: nobody is told twice; who was paused or reads on Fridays meets the story as it is; who reads on Saturdays again is told then.
        for (var day = 4; day <= 8; day++)
        {
            newsroom.Publish($"day-{day}");
            await newsroom.AtAsync(day);
            await newsroom.RunAsync("keep-corrections");
            foreach (var reader in new[] { Early, Lost, Refused, New, Paused, Weekly })
            {
                var texts = Texts(newsroom, reader);
                texts.ShouldAllBe(text => !text.Contains("We reported", StringComparison.Ordinal), $"{reader} on day {day}");
                if ((reader == Paused && day == 4) || (reader == Weekly && day == 6))
                    texts.ShouldHaveSingleItem().ShouldContain("general says letter was a mistake");
            }
            if (day == 7)
                Texts(newsroom, Away).ShouldHaveSingleItem().ShouldContain($"We reported: {Reported}");
        }
        (await newsroom.Site.Get<CorrectionDesk>().ListAsync([CorrectionState.Told], 10)).ShouldHaveSingleItem().Carried.ShouldBe(3);
        (await newsroom.Site.ScalarAsync<int>("SELECT COUNT(*) FROM correction_cases WHERE mask IS NOT NULL")).ShouldBe(0, "its bits are free for others");

        // The archive says so beside Monday's edition, in the language of whoever reads it.
        using var visitor = new Browser(newsroom.Site.Address);
        var page = System.Net.WebUtility.HtmlDecode((await visitor.GetAsync("/editions/2026-03-02?lang=de")).Body);
        page.ShouldContain("Seither berichtigt");
        page.ShouldContain(Reported);
        (await visitor.GetAsync("/editions/2026-03-03")).Body.ShouldNotContain("Corrected since");
    }

    /// <summary>Whether the message was taken is not known.</summary>
    private static SubmissionOutcome LostAfterDot { get; } = new SubmissionOutcome.Uncertain("the connection was lost after the final dot");

    private static IReadOnlyList<string> Texts(Newsroom newsroom, string reader) => [.. newsroom.Mail.TakeFor(reader).Select(message => string.Join(' ', message.Decoded.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))];

    private static DateTimeOffset At(int day, int hour) => new(2026, 3, day, hour, 0, 0, TimeSpan.Zero);

    private static long Milliseconds(int day, int hour) => At(day, hour).ToUnixTimeMilliseconds();
}
