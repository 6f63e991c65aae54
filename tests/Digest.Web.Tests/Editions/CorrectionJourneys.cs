using Digest.Editions.Corrections;
using Digest.Editions.Desk;
using Digest.Outbox;
using Digest.Stories;
using Digest.Tests.Tools;

namespace Digest.Web.Tests.Editions;

/// <summary>Stories that change while their messages wait, go, or have gone. 2 March 2026 is a Monday.</summary>
public sealed class CorrectionJourneys
{
    private const string Ada = "ada@reader.example";
    private const string Bea = "bea@reader.example";

    [DatabaseFact]
    public async Task A_story_that_changes_twice_is_told_to_each_reader_from_where_they_stand()
    {
        await using var newsroom = await OpenAsync();
        await newsroom.ReaderAsync(Ada);
        await newsroom.ReaderAsync(Bea, hour: 20);
        Publish(newsroom, "fares", "Fares rise by fifty");
        await newsroom.AtAsync(day: 2);
        await ChangeAsync(newsroom, "fares", "Fares rise by thirty");
        var first = (await OpenAsync(newsroom)).ShouldHaveSingleItem();
        await TellAsync(newsroom, first);
        await newsroom.AtAsync(day: 2, hour: 20);
        // What was decided is not so any more before it could go.
        await ChangeAsync(newsroom, "fares", "Fares rise by five");
        var second = (await OpenAsync(newsroom)).ShouldHaveSingleItem();
        second.Cases.Select(one => one.Said).ShouldBe(["Fares rise by fifty", "Fares rise by thirty"]);
        second.Readers.Select(got => (got.Version, got.Readers)).ShouldBe([(1, 1), (2, 1)]);
        (await newsroom.Site.Get<CorrectionDesk>().UndoAsync(first.Correction.Id, "Ada")).ShouldBe(CorrectionOutcome.NothingToUndo);
        await TellAsync(newsroom, second);
        newsroom.Mail.TakeFor(Ada);
        newsroom.Mail.TakeFor(Bea);
        Publish(newsroom, "bridge", "Bridge closes");
        await newsroom.AtAsync(day: 3);
        await newsroom.AtAsync(day: 3, hour: 20);
        Text(newsroom, Ada).ShouldContain("We reported: Fares rise by fifty What is right: Fares rise by five");
        Text(newsroom, Bea).ShouldContain("We reported: Fares rise by thirty What is right: Fares rise by five");
    }

    [DatabaseFact]
    public async Task Who_was_told_what_was_not_right_either_is_told_once_more()
    {
        await using var newsroom = await OpenAsync();
        await newsroom.ReaderAsync(Ada);
        Publish(newsroom, "fares", "Fares rise by fifty");
        await newsroom.AtAsync(day: 2);
        await ChangeAsync(newsroom, "fares", "Fares rise by thirty");
        await TellAsync(newsroom, (await OpenAsync(newsroom)).Single());
        newsroom.Mail.TakeFor(Ada);
        Publish(newsroom, "bridge", "Bridge closes");
        await newsroom.AtAsync(day: 3);
        Text(newsroom, Ada).ShouldContain("We reported: Fares rise by fifty What is right: Fares rise by thirty");
        await ChangeAsync(newsroom, "fares", "Fares rise by fifty");
        var back = (await OpenAsync(newsroom)).ShouldHaveSingleItem();
        back.Cases.ShouldHaveSingleItem().Said.ShouldBe("Fares rise by thirty", "who knows only the first version knows what is right");
        await TellAsync(newsroom, back);
        Publish(newsroom, "school", "School roof leaks");
        await newsroom.AtAsync(day: 4);
        Text(newsroom, Ada).ShouldContain("We reported: Fares rise by thirty What is right: Fares rise by fifty");
    }

    [DatabaseFact]
    public async Task A_change_that_is_changed_back_before_anything_went_is_told_to_nobody()
    {
        await using var newsroom = await OpenAsync();
        await newsroom.ReaderAsync(Ada);
        Publish(newsroom, "fares", "Fares rise by fifty");
        await newsroom.AtAsync(day: 2);
        await ChangeAsync(newsroom, "fares", "Fares rise by five");
        await TellAsync(newsroom, (await OpenAsync(newsroom)).Single());
        await ChangeAsync(newsroom, "fares", "Fares  rise by fifty!");
        (await newsroom.Site.Get<CorrectionDesk>().ListAsync([CorrectionState.Open, CorrectionState.Going], 10)).ShouldBeEmpty();
        newsroom.Mail.TakeFor(Ada);
        Publish(newsroom, "bridge", "Bridge closes");
        await newsroom.AtAsync(day: 3);
        Text(newsroom, Ada).ShouldNotContain("We reported");
    }

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
    public async Task Who_got_a_story_that_is_withdrawn_is_told_so_and_the_archive_says_it_at_once()
    {
        await using var newsroom = await OpenAsync();
        await newsroom.ReaderAsync(Ada);
        Publish(newsroom, "dam", "Dam is about to break");
        await newsroom.AtAsync(day: 2);
        newsroom.Mail.TakeFor(Ada);
        await ChangeAsync(newsroom, "dam", "Dam is about to break", "Retraction: the report was forged.");
        var open = (await OpenAsync(newsroom)).ShouldHaveSingleItem();
        open.Correction.Kind.ShouldBe(CorrectionKind.Removed);
        using var visitor = new Browser(newsroom.Site.Address);
        (await visitor.GetAsync("/editions/2026-03-02")).Body.ShouldContain("The story has been withdrawn.");
        await TellAsync(newsroom, open);
        Publish(newsroom, "fares", "Fares rise by fifty");
        await newsroom.AtAsync(day: 3);
        var text = Text(newsroom, Ada);
        text.ShouldContain("We reported: Dam is about to break We have withdrawn this story. What is right: the report was forged.");
        text.ShouldNotContain(NewsFeed.LinkOf("dam"));
        // It stands again: nothing more is told.
        await ChangeAsync(newsroom, "dam", "Dam is about to break", "What there is to say of dam.");
        (await OpenAsync(newsroom)).ShouldBeEmpty();
        (await visitor.GetAsync("/editions/2026-03-02")).Body.ShouldNotContain("withdrawn");
    }

    [DatabaseFact]
    public async Task Whose_message_failed_is_still_owed_and_who_has_a_newer_one_waiting_gets_it_with_that()
    {
        await using var newsroom = await OpenAsync();
        await newsroom.ReaderAsync(Ada);
        await newsroom.ReaderAsync(Bea);
        Publish(newsroom, "fares", "Fares rise by fifty");
        await newsroom.AtAsync(day: 2);
        await ChangeAsync(newsroom, "fares", "Fares rise by five");
        await TellAsync(newsroom, (await OpenAsync(newsroom)).Single());
        newsroom.Mail.Answer = message => message.To == Ada ? MailServer.Refusal : MailServer.NotNow;
        Publish(newsroom, "bridge", "Bridge closes");
        await newsroom.AtAsync(day: 3);
        newsroom.Mail.Answer = _ => null;
        newsroom.Mail.TakeFor(Ada);
        newsroom.Mail.TakeFor(Bea);
        Publish(newsroom, "school", "School roof leaks");
        await newsroom.AtAsync(day: 4);
        Text(newsroom, Ada).ShouldContain("We reported: Fares rise by fifty");
        Text(newsroom, Bea).ShouldContain("We reported: Fares rise by fifty", customMessage: "the message that was deferred was superseded");
        Publish(newsroom, "museum", "Museum opens");
        await newsroom.AtAsync(day: 5);
        Text(newsroom, Ada).ShouldNotContain("We reported");
        Text(newsroom, Bea).ShouldNotContain("We reported");
    }

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

    private static Task<Newsroom> OpenAsync(params (string Key, string Value)[] settings) => Newsroom.OpenAsync([("Editions:RelatedPerStory", "1"), .. settings]);

    private static void Publish(Newsroom newsroom, string slug, string headline) => newsroom.Feed.Add(slug, newsroom.Clock.GetUtcNow(), headline, $"What there is to say of {slug}.");

    /// <summary>The feed brings other words, and the jobs run.</summary>
    private static async Task ChangeAsync(Newsroom newsroom, string slug, string headline, string? text = null)
    {
        if (text is null)
            newsroom.Feed.Rewrite(slug, headline);
        else
            newsroom.Feed.Rewrite(slug, headline, text);
        await newsroom.Site.Get<ImportStories>().PollAllAsync();
        await newsroom.RunAsync("keep-corrections");
    }

    private static Task<IReadOnlyList<ShownCorrection>> OpenAsync(Newsroom newsroom) => newsroom.Site.Get<CorrectionDesk>().ListAsync([CorrectionState.Open], 100);

    private static async Task TellAsync(Newsroom newsroom, ShownCorrection correction) =>
        (await newsroom.Site.Get<CorrectionDesk>().TellAsync(correction.Correction.Id, "Ada", right: null, said: null)).ShouldBe(CorrectionOutcome.Done);

    private static string Text(Newsroom newsroom, string reader)
    {
        var decoded = newsroom.Mail.TakeFor(reader).ShouldHaveSingleItem(reader).Decoded;
        return string.Join(' ', decoded[..decoded.IndexOf("text/html", StringComparison.Ordinal)].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private static int Count(string text, string what) => text.Split(what).Length - 1;

    private static Task<long> IdAsync(Newsroom newsroom, string slug) => newsroom.Site.ScalarAsync<long>($"SELECT id FROM stories WHERE link = '{NewsFeed.LinkOf(slug)}'");

    private static async Task<IReadOnlyList<(string Status, string Subject)>> SubjectsAsync(Newsroom newsroom) => [.. (await newsroom.Site.Database.ReadAsync(session => session.QueryAsync<Waiting>(
        "SELECT m.status, v.content FROM messages m JOIN variants v ON v.id = m.variant_id ORDER BY m.status"))).Select(row => (row.Status, System.Text.Json.JsonSerializer.Deserialize<VariantContent>(row.Content)!.Subject))];

    private static DateTimeOffset At(int day, int hour) => new(2026, 3, day, hour, 0, 0, TimeSpan.Zero);

    private sealed record Waiting
    {
        public string Status { get; init; } = "";

        public string Content { get; init; } = "";
    }
}
