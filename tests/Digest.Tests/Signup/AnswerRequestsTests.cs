using Digest.Languages;
using Digest.Outbox;
using Digest.Rendering;
using Digest.Signup;
using Digest.Signup.Gate;
using Digest.Subscribers;
using Digest.Tests.Tools;

namespace Digest.Tests.Signup;

public sealed class AnswerRequestsTests
{
    [DatabaseFact]
    public async Task An_unknown_address_is_asked_and_the_asking_is_on_record()
    {
        await using var bench = await SignupBench.CreateAsync();
        await bench.AskAsync("Ada@Example.org");
        var reader = await bench.FindAsync("ada@example.org");
        reader!.Address.ShouldBe("Ada@example.org");
        reader.Status.ShouldBe(SubscriberStatus.Pending);
        (await bench.MessagesAsync()).ShouldBe(["Confirmation Prepared"]);
        var consent = await bench.Database.ReadAsync(session => session.FirstOrDefaultAsync<string>("SELECT kind || '|' || source || '|' || client || '|' || form_text FROM consents"));
        consent.ShouldBe($"Asked|form|192.0.2.7|{bench.FormText}");
    }

    [DatabaseFact]
    public async Task A_pending_reader_is_asked_at_most_once_a_day()
    {
        await using var bench = await SignupBench.CreateAsync();
        await bench.AskAsync("ada@example.org");
        await bench.AskAsync("ada@example.org");
        bench.Clock.Advance(TimeSpan.FromHours(23));
        await bench.AskAsync("ADA@example.org");
        bench.Clock.Advance(TimeSpan.FromHours(2));
        await bench.AskAsync("ada@example.org");
        (await bench.OutcomesAsync()).ShouldBe(["Asked", "AskedToday", "AskedToday", "Asked"]);
        (await bench.MessagesAsync()).Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("Failed", "Asked")]
    [InlineData("Superseded", "Asked")]
    [InlineData("Submitted", "AskedToday")]
    [InlineData("Deferred", "AskedToday")]
    public async Task A_question_that_never_arrived_does_not_keep_a_reader_waiting_for_a_day(string became, string outcome)
    {
        await using var bench = await SignupBench.CreateAsync();
        await bench.AskAsync("ada@example.org");
        await bench.ExecuteAsync($"UPDATE messages SET status = '{became}'");
        await bench.AskAsync("ada@example.org");
        await bench.AskAsync("ada@example.org");
        (await bench.OutcomesAsync()).ShouldBe(["Asked", outcome, "AskedToday"]);
    }

    [DatabaseFact]
    public async Task Many_requests_for_one_address_in_one_batch_make_one_message()
    {
        await using var bench = await SignupBench.CreateAsync();
        for (var press = 0; press < 30; press++)
            await bench.RequestAsync("ada@example.org", "form", "192.0.2.7");
        (await bench.Answer.RunAsync()).ShouldBe(30);
        (await bench.MessagesAsync()).ShouldBe(["Confirmation Prepared"]);
    }

    [DatabaseFact]
    public async Task A_reader_who_signs_up_again_is_told_so_at_most_once_a_day()
    {
        await using var bench = await SignupBench.CreateAsync();
        await bench.ReaderAsync("ada@example.org");
        await bench.AskAsync("ada@example.org");
        await bench.AskAsync("ada@example.org");
        (await bench.MessagesAsync()).ShouldBe(["Confirmation Superseded", "Welcome Prepared", "AlreadyReading Prepared"]);
        (await bench.OutcomesAsync()).ShouldBe(["Asked", "AlreadyReading", "ToldToday"]);
    }

    [DatabaseFact]
    public async Task Whoever_left_and_asks_again_the_same_day_is_asked_to_confirm_again()
    {
        await using var bench = await SignupBench.CreateAsync();
        var reader = await bench.ReaderAsync("ada@example.org");
        await bench.Leaving.UnsubscribeAsync(bench.LeaveToken(reader.Id), "page", client: null);
        await bench.AskAsync("ada@example.org");
        (await bench.FindAsync("ada@example.org"))!.Status.ShouldBe(SubscriberStatus.Pending);
        (await bench.MessagesAsync())[^1].ShouldBe("Confirmation Prepared");
    }

    [DatabaseFact]
    public async Task An_address_whose_owner_complained_gets_nothing()
    {
        await using var bench = await SignupBench.CreateAsync();
        await bench.SuppressAsync("ada@example.org", Suppressions.Complaint);
        await bench.AskAsync("ada@example.org");
        (await bench.OutcomesAsync()).ShouldBe(["LeftAlone"]);
        (await bench.MessagesAsync()).ShouldBeEmpty();
        (await bench.FindAsync("ada@example.org")).ShouldBeNull();
    }

    [DatabaseFact]
    public async Task Whoever_was_forgotten_may_come_back_by_the_form()
    {
        await using var bench = await SignupBench.CreateAsync();
        await bench.SuppressAsync("ada@example.org", "Erased");
        await bench.ReaderAsync("ada@example.org");
        (await bench.Database.ReadAsync(session => bench.Suppressions.FindAsync(session, "ada@example.org"))).ShouldBeNull();
    }

    [DatabaseFact]
    public async Task A_template_that_fails_leaves_the_requests_for_later()
    {
        await using var bench = await SignupBench.CreateAsync();
        await bench.RequestAsync("ada@example.org", "form", client: null);
        bench.Broken = MessageKind.Confirmation;
        await Should.ThrowAsync<TemplateException>(() => bench.Answer.RunAsync());
        (await bench.FindAsync("ada@example.org")).ShouldBeNull();
        bench.Broken = null;
        (await bench.Answer.RunAsync()).ShouldBe(1);
    }

    [DatabaseFact]
    public async Task Two_runs_at_once_answer_each_request_once()
    {
        await using var bench = await SignupBench.CreateAsync();
        for (var number = 0; number < 450; number++)
            await bench.RequestAsync($"reader{number}@example.org", "form", client: null);
        var answered = await Task.WhenAll(Task.Run(() => bench.Answer.RunAsync()), Task.Run(() => bench.Answer.RunAsync()));
        answered.Sum().ShouldBe(450);
        (await bench.MessagesAsync()).Count.ShouldBe(450);
        (await bench.Answer.RunAsync()).ShouldBe(0);
    }

    [DatabaseFact]
    public async Task A_request_wakes_whoever_waits_for_one()
    {
        await using var bench = await SignupBench.CreateAsync();
        await bench.RequestAsync("ada@example.org", "form", client: null);
        await bench.RequestAsync("bob@example.org", "form", client: null);
        (await bench.Signal.WaitAsync(TimeSpan.Zero, CancellationToken.None)).ShouldBeTrue();
        (await bench.Signal.WaitAsync(TimeSpan.Zero, CancellationToken.None)).ShouldBeFalse();
    }

    [DatabaseFact]
    public async Task A_form_that_comes_many_times_at_once_is_one_request()
    {
        await using var bench = await SignupBench.CreateAsync();
        var nonce = bench.Nonces.Issue().Text;
        bench.Clock.Advance(FormNonce.FillTime);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => Task.Run(() => bench.Gate.TakeAsync(
            new SignupPost(RequestOrigin.Form, Words.In(ReaderLanguages.English)) { Typed = $"reader{number}@example.org", Nonce = nonce, Client = "192.0.2.7" }))));
        answers.OfType<GateAnswer.Taken>().ShouldHaveSingleItem();
        answers.OfType<GateAnswer.OnceMore>().Count().ShouldBe(19);
        (await bench.Answer.RunAsync()).ShouldBe(1);
        bench.Clock.Advance(FormNonce.LongestAge);
        await bench.CleanUp.RunAsync();
        (await bench.Database.ReadAsync(session => session.ScalarAsync<int>("SELECT COUNT(*) FROM used_nonces"))).ShouldBe(0);
    }
}
