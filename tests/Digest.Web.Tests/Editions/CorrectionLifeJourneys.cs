using Digest.Editions.Corrections;
using Digest.Stories;
using Digest.Tests.Tools;
using static Digest.Web.Tests.Editions.CorrectionSteps;

namespace Digest.Web.Tests.Editions;

/// <summary>How corrections are undone, go by themselves and end. 2 March 2026 is a Monday.</summary>
public sealed class CorrectionLifeJourneys
{
    [DatabaseFact]
    public async Task What_is_undone_leaves_the_messages_that_wait_with_it_and_what_is_decided_anew_goes_in_its_new_words()
    {
        await using var newsroom = await OpenAsync();
        var desk = newsroom.Site.Get<CorrectionDesk>();
        await newsroom.ReaderAsync(Ada);
        await newsroom.ReaderAsync(Bea);
        Publish(newsroom, "fares", "Fares rise by fifty");
        await newsroom.AtAsync(day: 2);
        await ChangeAsync(newsroom, "fares", "Fares rise by five");
        var open = (await OpenAsync(newsroom)).Single();
        await TellAsync(newsroom, open);
        await newsroom.Site.ExecuteAsync("UPDATE subscribers SET send_hour = 20");
        Publish(newsroom, "bridge", "Bridge closes");
        await newsroom.AtAsync(day: 3);
        (await newsroom.Site.ScalarAsync<int>("SELECT COUNT(*) FROM messages m JOIN variant_corrections v ON v.variant_id = m.variant_id")).ShouldBe(2);
        (await desk.UndoAsync(open.Correction.Id, "Grace")).ShouldBe(CorrectionOutcome.Done);
        await newsroom.RunAsync("keep-corrections");
        (await newsroom.Site.ScalarAsync<int>("SELECT COUNT(*) FROM messages m JOIN variant_corrections v ON v.variant_id = m.variant_id")).ShouldBe(0);
        newsroom.Mail.TakeFor(Ada);
        newsroom.Mail.TakeFor(Bea);
        await newsroom.AtAsync(day: 3, hour: 20);
        Text(newsroom, Ada).ShouldNotContain("We reported");
        (await desk.TellAsync(open.Correction.Id, "Grace", "It is five per cent.", new Dictionary<int, string> { [1] = "It would be fifty." })).ShouldBe(CorrectionOutcome.Done);
        Publish(newsroom, "school", "School roof leaks");
        await newsroom.AtAsync(day: 4);
        // While it waits its words are changed once more.
        (await desk.UndoAsync(open.Correction.Id, "Ada")).ShouldBe(CorrectionOutcome.Done);
        newsroom.Clock.Advance(TimeSpan.FromMinutes(1));
        (await desk.TellAsync(open.Correction.Id, "Ada", "It is five per cent, and not before May.", said: null)).ShouldBe(CorrectionOutcome.Done);
        await newsroom.RunAsync("keep-corrections");
        await newsroom.AtAsync(day: 4, hour: 20);
        Text(newsroom, Ada).ShouldContain("We reported: It would be fifty. What is right: It is five per cent, and not before May.");
        (await desk.UndoAsync(open.Correction.Id, "Ada")).ShouldBe(CorrectionOutcome.CarriedAlready);
        (await newsroom.Site.ScalarAsync<string>("SELECT what || ' ' || by_admin FROM correction_events WHERE what = 'Undone' ORDER BY id LIMIT 1")).ShouldBe("Undone Grace");
    }

    [DatabaseFact]
    public async Task After_the_time_that_is_set_corrections_go_by_themselves_but_no_silent_change_of_a_text()
    {
        await using var newsroom = await OpenAsync(("Editions:CorrectionsGoAfterMinutes", "30"));
        await newsroom.ReaderAsync(Ada);
        Publish(newsroom, "fares", "Fares rise by fifty");
        Publish(newsroom, "school", "School roof leaks");
        await newsroom.AtAsync(day: 2);
        newsroom.Feed.Rewrite("school", "School roof leaks", "Quite other words than before stand here.");
        await ChangeAsync(newsroom, "fares", "Fares rise by five");
        (await OpenAsync(newsroom)).Count.ShouldBe(2);
        newsroom.Clock.Advance(TimeSpan.FromMinutes(30));
        await newsroom.RunAsync("keep-corrections");
        (await OpenAsync(newsroom)).ShouldHaveSingleItem().Correction.Kind.ShouldBe(CorrectionKind.Words);
        var going = (await newsroom.Site.Get<CorrectionDesk>().ListAsync([CorrectionState.Going], 10)).ShouldHaveSingleItem();
        (going.Correction.DecidedBy, going.Owed).ShouldBe((null, 1));
        // What somebody took back does not go by itself again.
        (await newsroom.Site.Get<CorrectionDesk>().UndoAsync(going.Correction.Id, "Ada")).ShouldBe(CorrectionOutcome.Done);
        newsroom.Clock.Advance(TimeSpan.FromHours(2));
        await newsroom.RunAsync("keep-corrections");
        (await OpenAsync(newsroom)).Count.ShouldBe(2);
    }

    [DatabaseFact]
    public async Task A_correction_ends_after_thirty_days_and_many_share_the_bits_one_after_the_other()
    {
        await using var newsroom = await OpenAsync(("Editions:MaxStories", "50"), ("Related:ClusterHours", "0"));
        await newsroom.ReaderAsync(Ada);
        var slugs = Enumerable.Range(0, 70).Select(at => $"story-{at}").ToList();
        foreach (var some in slugs.Chunk(35))
        {
            foreach (var slug in some)
                Publish(newsroom, slug, $"Headline of {slug}");
            await newsroom.SendNowAsync();
        }
        foreach (var slug in slugs)
            newsroom.Feed.Rewrite(slug, $"Other words for {slug}");
        await newsroom.Site.Get<ImportStories>().PollAllAsync();
        await newsroom.RunAsync("keep-corrections");
        foreach (var open in await newsroom.Site.Get<CorrectionDesk>().ListAsync([CorrectionState.Open], 100))
            await TellAsync(newsroom, open);
        (await newsroom.Site.ScalarAsync<int>("SELECT COUNT(*) FROM correction_cases WHERE mask IS NOT NULL")).ShouldBe(62);
        newsroom.Mail.TakeFor(Ada);
        Publish(newsroom, "bridge", "Bridge closes");
        await newsroom.AtAsync(day: 3);
        Count(Text(newsroom, Ada), "We reported:").ShouldBe(OwedCorrections.Most, "a message has room for few");
        newsroom.Clock.Advance(TimeSpan.FromHours(1));
        await newsroom.RunAsync("keep-corrections");
        await newsroom.RunAsync("keep-corrections");
        (await newsroom.Site.ScalarAsync<int>("SELECT COUNT(*) FROM corrections WHERE state = 'Told'")).ShouldBe(OwedCorrections.Most);
        (await newsroom.Site.ScalarAsync<int>("SELECT COUNT(*) FROM correction_cases WHERE mask IS NOT NULL")).ShouldBe(62);
        Publish(newsroom, "ferry", "Ferry sails");
        await newsroom.AtAsync(day: 4);
        Count(Text(newsroom, Ada), "We reported:").ShouldBe(OwedCorrections.Most);
        newsroom.Clock.Advance(TimeSpan.FromDays(31));
        await newsroom.RunAsync("keep-corrections");
        (await newsroom.Site.ScalarAsync<int>("SELECT COUNT(*) FROM corrections WHERE state IN ('Open', 'Going')")).ShouldBe(0);
    }

    [DatabaseFact]
    public async Task What_was_in_time_is_nobodys_business()
    {
        await using var newsroom = await OpenAsync();
        await newsroom.ReaderAsync(Ada, hour: 20);
        Publish(newsroom, "fares", "Fares rise by fifty");
        await newsroom.AtAsync(day: 2);
        await ChangeAsync(newsroom, "fares", "Fares rise by five");
        (await newsroom.Site.Get<CorrectionDesk>().CountOpenAsync()).ShouldBe(0);
        newsroom.Clock.Advance(TimeSpan.FromHours(2));
        await newsroom.RunAsync("keep-corrections");
        (await newsroom.Site.Get<CorrectionDesk>().ListAsync([CorrectionState.NobodyGot], 10)).ShouldHaveSingleItem().Concerned.ShouldBe(0);
        (await newsroom.Site.ScalarAsync<string>("SELECT subject FROM editions")).ShouldBe("Fares rise by five");
    }
}
