using Digest.Links;
using Digest.Outbox;
using Digest.Signup;
using Digest.Subscribers;
using Digest.Tests.Tools;

namespace Digest.Tests.Signup;

/// <summary>What admins do for readers, and how it is noted.</summary>
public sealed class AdminChangesTests
{
    [DatabaseFact]
    public async Task Every_change_says_who_made_it_and_what_was_before()
    {
        await using var bench = await SignupBench.CreateAsync();
        var reader = await bench.ReaderAsync("ada@example.org");
        await bench.Choosing.ChooseAsync(bench.Signer.Sign(LinkPurpose.Preferences, reader.Id), Choices.Default with { Cadence = Cadence.Weekly, WeeklyDay = DayOfWeek.Friday });
        await bench.Editing.EditAsync(reader.Id, new SubscriberEdit("Ada", Choices.Default, PausedUntil: null), seen: 2, "Bob");
        await bench.Leaving.UnsubscribeAsync(bench.LeaveToken(reader.Id), "one-click", client: null);
        (await ChangesAsync(bench)).ShouldBe(
        [
            "reader: Status Pending → Active",
            "reader: Cadence Daily → Weekly, Friday",
            "admin Bob: Name  → Ada",
            "admin Bob: Cadence Weekly, Friday → Daily",
            "reader: Status Active → Unsubscribed",
        ]);
    }

    [DatabaseFact]
    public async Task Whoever_did_not_see_the_latest_change_is_told_of_it_and_keeps_nothing_yet()
    {
        await using var bench = await SignupBench.CreateAsync();
        var reader = await bench.ReaderAsync("ada@example.org");
        var first = new SubscriberEdit("Ada", Choices.Default, PausedUntil: null);
        var second = new SubscriberEdit(Name: null, Choices.Default with { Cadence = Cadence.Weekdays }, PausedUntil: null);
        (await bench.Editing.EditAsync(reader.Id, first, seen: 1, "Bob")).Outcome.ShouldBe(EditOutcome.Saved);
        var answer = await bench.Editing.EditAsync(reader.Id, second, seen: 1, "Eve");
        answer.Outcome.ShouldBe(EditOutcome.ChangedMeanwhile);
        var meanwhile = answer.Meanwhile.ShouldHaveSingleItem();
        (meanwhile.Who, meanwhile.What, meanwhile.AfterValue).ShouldBe(("admin Bob", ChangedPart.Name, "Ada"));
        (await bench.FindAsync("ada@example.org"))!.Cadence.ShouldBe(Cadence.Daily);
        (await bench.Editing.EditAsync(reader.Id, second, meanwhile.Id, "Eve")).Outcome.ShouldBe(EditOutcome.Saved);
        (await bench.Editing.EditAsync(reader.Id, second, seen: 99, "Eve")).Outcome.ShouldBe(EditOutcome.NothingChanged);
    }

    [DatabaseFact]
    public async Task An_admin_takes_back_only_what_an_admin_did()
    {
        await using var bench = await SignupBench.CreateAsync();
        var reader = await bench.ReaderAsync("ada@example.org");
        (await bench.Leaving.UnsubscribeAsync(reader.Id, "Bob")).ShouldBeTrue();
        (await bench.MessagesAsync())[^1].ShouldBe("Welcome Superseded");
        (await bench.Leaving.UndoAsync(reader.Id, "Eve")).ShouldBeTrue();
        (await bench.FindAsync("ada@example.org"))!.Status.ShouldBe(SubscriberStatus.Active);
        await bench.Leaving.UnsubscribeAsync(bench.LeaveToken(reader.Id), "page", client: null);
        (await bench.Leaving.UndoAsync(reader.Id, "Eve")).ShouldBeFalse();
        (await bench.FindAsync("ada@example.org"))!.Status.ShouldBe(SubscriberStatus.Unsubscribed);
        (await bench.ConsentsAsync()).ShouldBe(["Asked", "Confirmed", "Withdrawn", "Restored", "Withdrawn"]);
    }

    [DatabaseFact]
    public async Task A_reader_who_asked_an_admin_is_active_with_the_note_as_proof()
    {
        await using var bench = await SignupBench.CreateAsync();
        var answer = await bench.Adding.AddAsync(Parse("ada@example.org"), "Ada", "asked at the open day", welcome: true, "Bob");
        answer.Outcome.ShouldBe(AddOutcome.Added);
        (await bench.FindAsync("ada@example.org"))!.Status.ShouldBe(SubscriberStatus.Active);
        (await bench.MessagesAsync()).ShouldBe(["Welcome Prepared"]);
        (await bench.Database.ReadAsync(session => session.ScalarAsync<string>("SELECT kind || '|' || source FROM consents"))).ShouldBe("Imported|admin Bob: asked at the open day");
        (await bench.Adding.AddAsync(Parse("ADA@example.org"), name: null, "again", welcome: true, "Bob")).ShouldBe(new AddAnswer(AddOutcome.Known, answer.SubscriberId));
    }

    [DatabaseFact]
    public async Task An_added_reader_whose_welcome_could_not_be_rendered_is_known_to_have_none()
    {
        await using var bench = await SignupBench.CreateAsync();
        bench.Broken = MessageKind.Welcome;
        var answer = await bench.Adding.AddAsync(Parse("ada@example.org"), "Ada", "asked at the open day", welcome: true, "Bob");
        (answer.Outcome, answer.HasWelcome).ShouldBe((AddOutcome.Added, false));
        bench.Broken = null;
        (await bench.Adding.AddAsync(Parse("eve@example.org"), "Eve", "asked at the open day", welcome: true, "Bob")).HasWelcome.ShouldBeTrue();
    }

    [DatabaseFact]
    public async Task Whoever_has_left_comes_back_only_by_confirming()
    {
        await using var bench = await SignupBench.CreateAsync();
        var reader = await bench.ReaderAsync("ada@example.org");
        await bench.Leaving.UnsubscribeAsync(bench.LeaveToken(reader.Id), "page", client: null);
        (await bench.Adding.AddAsync(Parse("ada@example.org"), name: null, "said so", welcome: true, "Bob")).ShouldBe(new AddAnswer(AddOutcome.Left, reader.Id));
        bench.Clock.Advance(TimeSpan.FromDays(2));
        (await bench.Adding.AskAsync(Parse("ada@example.org"), name: null, "Bob")).ShouldBe(new AddAnswer(AddOutcome.Asked, reader.Id));
        await bench.Answer.RunAsync();
        (await bench.FindAsync("ada@example.org"))!.Status.ShouldBe(SubscriberStatus.Pending);
        (await ChangesAsync(bench))[^1].ShouldBe("admin Bob: Status Unsubscribed → Pending");
        await bench.SuppressAsync("ada@example.org", Suppressions.Complaint);
        (await bench.Adding.AskAsync(Parse("ada@example.org"), name: null, "Bob")).Outcome.ShouldBe(AddOutcome.Complained);
    }

    [DatabaseFact]
    public async Task The_history_is_one_line_of_time_and_its_pages_leave_nothing_out()
    {
        await using var bench = await SignupBench.CreateAsync();
        var reader = await bench.ReaderAsync("ada@example.org");
        for (var change = 0; change < SubscriberHistory.PageSize + 20; change++)
        {
            bench.Clock.Advance(TimeSpan.FromMinutes(1));
            await bench.Editing.EditAsync(reader.Id, new SubscriberEdit($"Ada {change}", Choices.Default, PausedUntil: null), seen: 999, "Bob");
        }
        var history = new SubscriberHistory(bench.Database);
        var first = await history.ReadAsync(reader, before: null);
        var second = await history.ReadAsync(reader, first.Before);
        first.Entries.Count.ShouldBe(SubscriberHistory.PageSize);
        second.Before.ShouldBeNull();
        second.Entries.Skip(20).Select(entry => entry.GetType().Name).Order(StringComparer.Ordinal)
            .ShouldBe(["ChangeEntry", "ConsentEntry", "ConsentEntry", "MessageEntry", "MessageEntry", "RequestEntry"]);
    }

    private static Task<IReadOnlyList<string>> ChangesAsync(SignupBench bench) => bench.Database.ReadAsync(session => session.QueryAsync<string>(
        "SELECT who || ': ' || what || ' ' || COALESCE(before_value, '') || ' → ' || COALESCE(after_value, '') FROM subscriber_changes ORDER BY id"));

    private static EmailAddress Parse(string text) => EmailAddress.TryParse(text, out var address, out var problem) ? address : throw new ArgumentException(problem.English, nameof(text));
}
