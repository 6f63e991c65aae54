using Digest.Outbox;
using Digest.Signup;
using Digest.Subscribers;
using Digest.Tests.Tools;

namespace Digest.Tests.Signup;

public sealed class ConfirmingTests
{
    [DatabaseFact]
    public async Task Confirming_makes_a_reader_once_and_a_replay_changes_nothing()
    {
        await using var bench = await SignupBench.CreateAsync();
        var reader = await bench.ReaderAsync("ada@example.org");
        reader.Status.ShouldBe(SubscriberStatus.Active);
        (await bench.Confirming.ConfirmAsync(bench.ConfirmToken(reader.Id), client: null)).Outcome.ShouldBe(ConfirmOutcome.AlreadyConfirmed);
        (await bench.ConsentsAsync()).ShouldBe(["Asked", "Confirmed"]);
        (await bench.MessagesAsync()).ShouldBe(["Confirmation Superseded", "Welcome Prepared"]);
    }

    [DatabaseFact]
    public async Task Whoever_has_confirmed_is_not_asked_any_more()
    {
        await using var bench = await SignupBench.CreateAsync();
        await bench.AskAsync("ada@example.org");
        await bench.AskAsync("bob@example.org");
        await bench.ExecuteAsync("UPDATE messages SET status = 'Submitted', finished_at = 1");
        bench.Clock.Advance(TimeSpan.FromDays(3));
        (await bench.Remind.RunAsync()).ShouldBe(2);
        bench.Clock.Advance(TimeSpan.FromDays(3));
        await bench.AskAsync("ada@example.org");
        (await bench.Confirming.ConfirmAsync(bench.ConfirmToken((await bench.FindAsync("ada@example.org"))!.Id), client: null)).Outcome.ShouldBe(ConfirmOutcome.Confirmed);
        (await bench.MessagesAsync()).ShouldBe(
            ["Confirmation Submitted", "Confirmation Submitted", "Reminder Superseded", "Reminder Prepared", "Confirmation Superseded", "Welcome Prepared"]);
    }

    [DatabaseFact]
    public async Task Two_presses_at_once_confirm_once()
    {
        await using var bench = await SignupBench.CreateAsync();
        await bench.AskAsync("ada@example.org");
        var token = bench.ConfirmToken((await bench.FindAsync("ada@example.org"))!.Id);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () => (await bench.Confirming.ConfirmAsync(token, client: null)).Outcome)));
        outcomes.Count(outcome => outcome == ConfirmOutcome.Confirmed).ShouldBe(1);
        (await bench.MessagesAsync()).Count(message => message.StartsWith("Welcome", StringComparison.Ordinal)).ShouldBe(1);
    }

    [DatabaseFact]
    public async Task A_new_reader_begins_before_the_latest_closed_edition()
    {
        await using var bench = await SignupBench.CreateAsync();
        (await bench.ReaderAsync("first@example.org")).Position.ShouldBe(0);
        await bench.ExecuteAsync("INSERT INTO editions (slug, state, after_number, last_number, due_at) VALUES ('a', 'Closed', 0, 12, 1), ('b', 'Closed', 12, 20, 2), ('c', 'Held', NULL, NULL, 3)");
        (await bench.ReaderAsync("second@example.org")).Position.ShouldBe(12);
    }

    [Theory]
    [InlineData(15, 15)]
    [InlineData(3, 12)]
    public async Task Whoever_comes_back_keeps_what_they_were_offered(long before, long after)
    {
        await using var bench = await SignupBench.CreateAsync();
        var reader = await bench.ReaderAsync("ada@example.org");
        await bench.Leaving.UnsubscribeAsync(bench.LeaveToken(reader.Id), "page", client: null);
        await bench.ExecuteAsync($"UPDATE subscribers SET position = {before}");
        await bench.ExecuteAsync("INSERT INTO editions (slug, state, after_number, last_number, due_at) VALUES ('b', 'Closed', 12, 20, 2)");
        (await bench.ReaderAsync("ada@example.org")).Position.ShouldBe(after);
    }

    [DatabaseFact]
    public async Task An_old_confirmation_does_not_bring_back_who_has_left()
    {
        await using var bench = await SignupBench.CreateAsync();
        var reader = await bench.ReaderAsync("ada@example.org");
        await bench.Leaving.UnsubscribeAsync(bench.LeaveToken(reader.Id), "page", client: null);
        (await bench.Confirming.ConfirmAsync(bench.ConfirmToken(reader.Id), client: null)).Outcome.ShouldBe(ConfirmOutcome.Gone);
        (await bench.FindAsync("ada@example.org"))!.Status.ShouldBe(SubscriberStatus.Unsubscribed);
    }

    [DatabaseFact]
    public async Task A_broken_welcome_keeps_nobody_out()
    {
        await using var bench = await SignupBench.CreateAsync();
        bench.Broken = MessageKind.Welcome;
        (await bench.ReaderAsync("ada@example.org")).Status.ShouldBe(SubscriberStatus.Active);
        (await bench.MessagesAsync()).ShouldBe(["Confirmation Superseded"]);
    }

    [DatabaseFact]
    public async Task A_token_for_leaving_confirms_nothing()
    {
        await using var bench = await SignupBench.CreateAsync();
        await bench.AskAsync("ada@example.org");
        var reader = (await bench.FindAsync("ada@example.org"))!;
        (await bench.Confirming.ConfirmAsync(bench.LeaveToken(reader.Id), client: null)).ShouldBe((null, ConfirmOutcome.Unknown));
        (await bench.FindAsync("ada@example.org"))!.Status.ShouldBe(SubscriberStatus.Pending);
    }
}
