using Digest.Subscribers;
using Digest.Tests.Tools;

namespace Digest.Tests.Signup;

public sealed class HousekeepingTests
{
    [DatabaseFact]
    public async Task Whoever_does_not_confirm_is_reminded_once_after_two_days()
    {
        await using var bench = await SignupBench.CreateAsync();
        await bench.AskAsync("ada@example.org");
        bench.Clock.Advance(TimeSpan.FromHours(47));
        (await bench.Remind.RunAsync()).ShouldBe(0);
        bench.Clock.Advance(TimeSpan.FromHours(2));
        (await bench.Remind.RunAsync()).ShouldBe(1);
        bench.Clock.Advance(TimeSpan.FromDays(9));
        (await bench.Remind.RunAsync()).ShouldBe(0);
        (await bench.MessagesAsync()).ShouldBe(["Confirmation Prepared", "Reminder Prepared"]);
    }

    [DatabaseFact]
    public async Task Readers_and_addresses_that_refused_the_question_are_not_reminded()
    {
        await using var bench = await SignupBench.CreateAsync();
        await bench.ReaderAsync("ada@example.org");
        await bench.AskAsync("nobody@example.org");
        await bench.ExecuteAsync("UPDATE messages SET status = 'Failed' WHERE kind = 'Confirmation'");
        bench.Clock.Advance(TimeSpan.FromDays(3));
        (await bench.Remind.RunAsync()).ShouldBe(0);
    }

    [DatabaseFact]
    public async Task Whoever_never_confirmed_is_forgotten_after_thirty_days()
    {
        await using var bench = await SignupBench.CreateAsync();
        await bench.ReaderAsync("ada@example.org");
        await bench.AskAsync("nobody@example.org");
        bench.Clock.Advance(TimeSpan.FromDays(29));
        (await bench.CleanUp.RunAsync()).ShouldBe(0);
        bench.Clock.Advance(TimeSpan.FromDays(2));
        // One subscriber and two requests.
        (await bench.CleanUp.RunAsync()).ShouldBe(3);
        (await bench.FindAsync("nobody@example.org")).ShouldBeNull();
        (await bench.FindAsync("ada@example.org"))!.Status.ShouldBe(SubscriberStatus.Active);
        (await bench.MessagesAsync()).ShouldBe(["Confirmation Superseded", "Welcome Prepared"]);
        (await bench.ConsentsAsync()).ShouldBe(["Asked", "Confirmed"]);
    }

    [Theory]
    [InlineData("status = 'Submitting', lease = 'w'")]
    [InlineData("status = 'Submitting'")]
    [InlineData("status = 'Uncertain'")]
    [InlineData("lease = 'w'")]
    public async Task Nobody_is_forgotten_whose_message_is_in_a_workers_hands(string hold)
    {
        await using var bench = await SignupBench.CreateAsync();
        await bench.AskAsync("held@example.org");
        await bench.AskAsync("nobody@example.org");
        await bench.ExecuteAsync($"UPDATE messages SET {hold} WHERE id = 1; DELETE FROM signup_requests");
        bench.Clock.Advance(TimeSpan.FromDays(31));
        (await bench.CleanUp.RunAsync()).ShouldBe(1);
        (await bench.FindAsync("held@example.org")).ShouldNotBeNull();
        (await bench.ConsentsAsync()).ShouldBe(["Asked"]);
        await bench.ExecuteAsync("UPDATE messages SET status = 'Submitted', finished_at = created_at, lease = NULL");
        bench.Clock.Advance(TimeSpan.FromDays(1));
        (await bench.CleanUp.RunAsync()).ShouldBe(1);
        (await bench.FindAsync("held@example.org")).ShouldBeNull();
    }

    [Theory]
    [InlineData("status = 'Uncertain', finished_at = created_at")]
    [InlineData("status = 'Submitted', finished_at = created_at, lease = 'w'")]
    public async Task What_is_finished_holds_nobody(string end)
    {
        await using var bench = await SignupBench.CreateAsync();
        await bench.AskAsync("nobody@example.org");
        await bench.ExecuteAsync($"UPDATE messages SET {end}");
        bench.Clock.Advance(TimeSpan.FromDays(31));
        await bench.CleanUp.RunAsync();
        (await bench.FindAsync("nobody@example.org")).ShouldBeNull();
    }

    [DatabaseFact]
    public async Task More_than_a_batch_of_messages_in_hand_does_not_keep_others_from_being_forgotten()
    {
        await using var bench = await SignupBench.CreateAsync();
        bench.Options.MailsPerDomainPerHour = 501;
        for (var number = 0; number < 501; number++)
            await bench.RequestAsync($"reader{number}@example.org", "form", client: null);
        await bench.Answer.RunAsync();
        await bench.ExecuteAsync("UPDATE messages SET lease = 'w' WHERE id <= 500; DELETE FROM signup_requests");
        bench.Clock.Advance(TimeSpan.FromDays(31));
        (await bench.CleanUp.RunAsync()).ShouldBe(1);
        (await bench.MessagesAsync()).Count.ShouldBe(500);
    }

    [DatabaseFact]
    public async Task The_link_of_somebody_forgotten_never_opens_somebody_else()
    {
        await using var bench = await SignupBench.CreateAsync();
        await bench.AskAsync("eve@example.org");
        var old = (await bench.FindAsync("eve@example.org"))!.Id;
        bench.Clock.Advance(TimeSpan.FromDays(31));
        await bench.CleanUp.RunAsync();
        await bench.AskAsync("ada@example.org");
        (await bench.FindAsync("ada@example.org"))!.Id.ShouldNotBe(old);
    }

    [DatabaseFact]
    public async Task A_former_reader_who_does_not_confirm_again_is_gone_but_not_forgotten()
    {
        await using var bench = await SignupBench.CreateAsync();
        var reader = await bench.ReaderAsync("ada@example.org");
        await bench.Leaving.UnsubscribeAsync(bench.LeaveToken(reader.Id), "page", client: null);
        bench.Clock.Advance(TimeSpan.FromDays(40));
        await bench.AskAsync("ada@example.org");
        bench.Clock.Advance(TimeSpan.FromDays(31));
        await bench.CleanUp.RunAsync();
        (await bench.FindAsync("ada@example.org"))!.Status.ShouldBe(SubscriberStatus.Unsubscribed);
    }
}
