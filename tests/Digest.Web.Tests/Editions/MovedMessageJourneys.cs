using Digest.Editions.Corrections;
using Digest.Editions.Desk;
using Digest.Outbox;
using Digest.Stories;
using Digest.Tests.Tools;
using static Digest.Web.Tests.Editions.CorrectionSteps;

namespace Digest.Web.Tests.Editions;

/// <summary>Stories that change or are withdrawn while their messages wait or go. 2 March 2026 is a Monday.</summary>
public sealed class MovedMessageJourneys
{
    [DatabaseFact]
    public async Task What_waits_moves_to_what_is_right_and_what_is_uncertain_keeps_its_bytes()
    {
        await using var newsroom = await OpenAsync();
        foreach (var reader in new[] { "prepared", "deferred", "uncertain", "submitting" })
            await newsroom.ReaderAsync($"{reader}@reader.example", hour: 20);
        Publish(newsroom, "fares", "Fares rise by fifty");
        await newsroom.AtAsync(day: 2);
        foreach (var status in new[] { "Deferred", "Uncertain", "Submitting" })
            await newsroom.Site.ExecuteAsync($"UPDATE messages SET status = '{status}' WHERE subscriber_id = (SELECT id FROM subscribers WHERE address = '{status.ToLowerInvariant()}@reader.example')");
        await ChangeAsync(newsroom, "fares", "Fares rise by five");
        (await SubjectsAsync(newsroom)).ShouldBe([("Deferred", "Fares rise by five"), ("Prepared", "Fares rise by five"), ("Submitting", "Fares rise by fifty"), ("Uncertain", "Fares rise by fifty")]);
        (await newsroom.Site.ScalarAsync<string>("SELECT subject FROM editions")).ShouldBe("Fares rise by fifty", "a reader may have got it");
        var open = (await newsroom.Site.Get<CorrectionDesk>().ListAsync([CorrectionState.Open], 10)).ShouldHaveSingleItem();
        open.Concerned.ShouldBe(1);
        // Once more changes nothing.
        await newsroom.RunAsync("keep-corrections");
        (await newsroom.Site.ScalarAsync<int>("SELECT COUNT(*) FROM variants WHERE edition_id = 1")).ShouldBe(2);
    }

    [DatabaseFact]
    public async Task A_subject_that_an_editor_wrote_for_what_was_wrong_falls_and_does_not_come_back()
    {
        await using var newsroom = await OpenAsync();
        await newsroom.ReaderAsync(Ada, hour: 20);
        Publish(newsroom, "bridge", "Bridge closes");
        Publish(newsroom, "fares", "Fares rise by fifty");
        await newsroom.Site.Get<ImportStories>().PollAllAsync();
        var edits = newsroom.Site.Get<DeskEdits>();
        await newsroom.Site.Get<DeskMoves>().PinAsync(await IdAsync(newsroom, "fares"), "Ada");
        (await edits.SubjectAsync("FIFTY per cent!", seen: 0, "Ada")).What.ShouldBe(DeskResult.Done);
        (await edits.PreheaderAsync("Half as much again", seen: 0, "Ada")).What.ShouldBe(DeskResult.Done);
        await newsroom.AtAsync(day: 2);
        (await SubjectsAsync(newsroom)).ShouldBe([("Prepared", "FIFTY per cent!")]);
        newsroom.Clock.Set(At(2, 9));
        await ChangeAsync(newsroom, "bridge", "Bridge closes for a year");
        (await SubjectsAsync(newsroom)).ShouldBe([("Prepared", "FIFTY per cent!")], "it was written for the other story");
        await ChangeAsync(newsroom, "fares", "Fares rise by five");
        (await SubjectsAsync(newsroom)).ShouldBe([("Prepared", "Fares rise by five")]);
        await ChangeAsync(newsroom, "bridge", "Bridge closes for two years");
        (await SubjectsAsync(newsroom)).ShouldBe([("Prepared", "Fares rise by five")]);
        newsroom.Clock.Set(At(2, 20));
        await newsroom.SubmitAsync();
        newsroom.Mail.TakeFor(Ada).ShouldHaveSingleItem().Decoded.ShouldNotContain("Half as much again");
    }

    [DatabaseFact]
    public async Task A_worker_that_has_taken_a_message_does_not_submit_what_is_not_so_any_more()
    {
        await using var newsroom = await OpenAsync();
        await newsroom.ReaderAsync(Ada, hour: 20);
        Publish(newsroom, "fares", "Fares rise by fifty");
        await newsroom.AtAsync(day: 2);
        newsroom.Clock.Set(At(2, 20));
        var claims = newsroom.Site.Get<OutboxClaims>();
        var taken = (await claims.TakeAsync(claims.Worker, 10)).ShouldHaveSingleItem();
        await ChangeAsync(newsroom, "fares", "Fares rise by five");
        var ledger = newsroom.Site.Get<Ledger>();
        (await ledger.RecordAsync(answered: null, answer: null, taken)).ShouldBeFalse("it is another variant's now");
        await claims.ReleaseAsync([taken.Id]);
        var again = (await claims.TakeAsync(claims.Worker, 10)).ShouldHaveSingleItem();
        again.VariantId.ShouldNotBe(taken.VariantId);
        (await ledger.RecordAsync(answered: null, answer: null, again)).ShouldBeTrue();
        (await ledger.RecordAsync(again, new Answer(MessageStatus.Submitted, 250, "250 ok", RetryAt: null), begun: null)).ShouldBeFalse();
        (await newsroom.Site.ScalarAsync<int>("SELECT COUNT(*) FROM messages WHERE status = 'Submitted'")).ShouldBe(1);
    }

    [DatabaseFact]
    public async Task Two_machines_and_one_that_died_half_way_move_each_message_once()
    {
        await using var newsroom = await OpenAsync();
        for (var at = 0; at < 30; at++)
            await newsroom.ReaderAsync($"reader{at}@reader.example", hour: 20);
        Publish(newsroom, "fares", "Fares rise by fifty");
        await newsroom.AtAsync(day: 2);
        newsroom.Feed.Rewrite("fares", "Fares rise by five");
        await newsroom.Site.Get<ImportStories>().PollAllAsync();
        var keep = newsroom.Site.Get<KeepCorrections>();
        await Task.WhenAll(keep.RunAsync(), keep.RunAsync(), keep.RunAsync());
        (await newsroom.Site.ScalarAsync<int>("SELECT COUNT(DISTINCT variant_id) FROM messages")).ShouldBe(1);
        (await newsroom.Site.ScalarAsync<int>("SELECT COUNT(*) FROM corrections")).ShouldBe(1);
        // As a process leaves it that dies between two ranges.
        await newsroom.Site.ExecuteAsync("UPDATE messages SET variant_id = (SELECT MIN(id) FROM variants WHERE edition_id = 1) WHERE id <= 10");
        await newsroom.RunAsync("keep-corrections");
        (await SubjectsAsync(newsroom)).Distinct().ShouldBe([("Prepared", "Fares rise by five")]);
    }

    [DatabaseFact]
    public async Task A_withdrawn_story_leaves_what_waits_and_is_offered_nowhere_even_where_it_is_pinned()
    {
        await using var newsroom = await OpenAsync();
        await newsroom.ReaderAsync(Ada, hour: 20);
        await newsroom.ReaderAsync(Bea, hour: 20, topics: """["Water"]""");
        newsroom.Feed.Add("dam", newsroom.Clock.GetUtcNow(), "Dam is about to break", "Engineers warn of the dam.", "Water");
        newsroom.Feed.Add("fares", newsroom.Clock.GetUtcNow(), "Fares rise by fifty", "Commuters protest.");
        await newsroom.AtAsync(day: 2);
        newsroom.Clock.Set(At(2, 12));
        newsroom.Feed.Rewrite("dam", "Withdrawn: Dam is about to break");
        await newsroom.Site.Get<ImportStories>().PollAllAsync();
        (await newsroom.Site.Get<DeskMoves>().PinAsync(await IdAsync(newsroom, "dam"), "Ada")).What.ShouldNotBe(DeskResult.Done, "it is in no coming edition");
        await newsroom.RunAsync("keep-corrections");
        (await newsroom.Site.ScalarAsync<string>("SELECT status FROM messages WHERE subscriber_id = 2")).ShouldBe("Superseded", "no story is left for them");
        await newsroom.AtAsync(day: 2, hour: 20);
        newsroom.Mail.TakeFor(Ada).ShouldHaveSingleItem().Stories.ShouldBe(["fares"]);
        newsroom.Mail.TakeFor(Bea).ShouldBeEmpty();
        (await newsroom.Site.ScalarAsync<string>("SELECT subject FROM editions")).ShouldBe("Fares rise by fifty", "nobody got it: the page does not show it either");
        using var visitor = new Browser(newsroom.Site.Address);
        (await visitor.GetAsync("/editions/2026-03-02/message")).Body.ShouldNotContain("Dam");
        newsroom.Feed.Add("flood", At(3, 6), "Dam engineers look at the flood", "Engineers warn of the dam and the flood.", "Water");
        await newsroom.AtAsync(day: 3);
        await newsroom.AtAsync(day: 3, hour: 20);
        newsroom.Mail.TakeFor(Bea).ShouldHaveSingleItem().Decoded.ShouldNotContain("about to break");
    }

    [DatabaseFact]
    public async Task A_story_that_is_pinned_and_withdrawn_before_the_edition_closes_is_not_in_it()
    {
        await using var newsroom = await OpenAsync();
        await newsroom.ReaderAsync(Ada);
        Publish(newsroom, "dam", "Dam is about to break");
        Publish(newsroom, "fares", "Fares rise by fifty");
        await newsroom.Site.Get<ImportStories>().PollAllAsync();
        (await newsroom.Site.Get<DeskMoves>().PinAsync(await IdAsync(newsroom, "dam"), "Ada")).What.ShouldBe(DeskResult.Done);
        newsroom.Feed.Rewrite("dam", "Retracted: Dam is about to break");
        await newsroom.AtAsync(day: 2);
        newsroom.Mail.TakeFor(Ada).ShouldHaveSingleItem().Stories.ShouldBe(["fares"]);
        (await newsroom.Site.Get<CorrectionDesk>().ListAsync(Enum.GetValues<CorrectionState>(), 10)).ShouldBeEmpty("nobody was offered it");
    }

    [DatabaseFact]
    public async Task A_story_of_a_year_ago_that_is_corrected_or_withdrawn_moves_what_waits_like_any_other()
    {
        await using var newsroom = await OpenAsync();
        await newsroom.ReaderAsync(Ada, hour: 20);
        await newsroom.ReaderAsync(Bea);
        Publish(newsroom, "fares", "Fares rise by fifty");
        newsroom.Feed.Add("flood", new DateTimeOffset(2025, 3, 2, 8, 0, 0, TimeSpan.Zero), "Flood drowns nine", "It rained.");
        await newsroom.Site.Get<ImportStories>().PollAllAsync();
        await newsroom.Site.ExecuteAsync($"UPDATE stories SET number = 0, first_seen_at = {new DateTimeOffset(2025, 3, 2, 8, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds()} WHERE headline LIKE 'Flood%'");
        await newsroom.Site.ExecuteAsync("INSERT INTO blocks (id, kind, place, text, is_on, changed_at, changed_by) VALUES (1, 'YearAgo', 'AfterStories', '', 1, 0, 'Ada')");
        await newsroom.AtAsync(day: 2);
        newsroom.Mail.TakeFor(Bea).ShouldHaveSingleItem().Decoded.ShouldContain("Flood drowns nine");
        await ChangeAsync(newsroom, "flood", "Flood drowns five");
        (await SubjectsAsync(newsroom)).ShouldContain(("Prepared", "Fares rise by fifty"));
        (await OpenAsync(newsroom)).ShouldHaveSingleItem().Concerned.ShouldBe(1, "Bea got it");
        var waits = await newsroom.Site.ScalarAsync<string>("SELECT v.content FROM messages m JOIN variants v ON v.id = m.variant_id WHERE m.status = 'Prepared'") ?? "";
        waits.ShouldContain("Flood drowns five");
        waits.ShouldNotContain("Flood drowns nine");
        await ChangeAsync(newsroom, "flood", "Withdrawn: Flood drowns five");
        await newsroom.AtAsync(day: 2, hour: 20);
        newsroom.Mail.TakeFor(Ada).ShouldHaveSingleItem().Decoded.ShouldNotContain("Flood");
        using var visitor = new Browser(newsroom.Site.Address);
        (await visitor.GetAsync("/editions/2026-03-02")).Body.ShouldContain("The story has been withdrawn.");
    }
}
