using Digest.Outbox;
using Digest.Signup;
using Digest.Subscribers;
using Digest.Tests.Tools;
using Microsoft.Extensions.Logging.Abstractions;

namespace Digest.Tests.Signup;

public sealed class ErasingTests
{
    [DatabaseFact]
    public async Task A_message_on_the_wire_keeps_its_row_and_its_answer_brings_nobody_back()
    {
        await using var bench = await SignupBench.CreateAsync();
        var reader = await bench.ReaderAsync("ada@example.org");
        await bench.ExecuteAsync("UPDATE messages SET status = 'Submitting' WHERE kind = 'Welcome'");
        var id = await bench.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT id FROM messages WHERE kind = 'Welcome'"));
        (await bench.Erasing.EraseAsync(reader.Id, " ADA@example.org ", "Bob")).ShouldBe(EraseOutcome.Erased);
        await using var ledger = new Ledger(bench.Database, bench.Clock, NullLogger<Ledger>.Instance);
        var message = new ClaimedMessage { Id = id, SubscriberId = reader.Id, Kind = MessageKind.Welcome };
        await ledger.RecordAsync(message, new Answer(MessageStatus.Deferred, 450, "<ada@example.org> later", bench.Clock.GetUtcNow()), begun: null);
        (await bench.MessagesAsync()).ShouldBe(["Confirmation Superseded", "Welcome Deferred"]);
        (await AnswersAsync(bench)).ShouldBe(["450||450|"]);
        var taken = await new OutboxClaims(bench.Database, bench.Clock).TakeAsync("worker", 10);
        taken.ShouldBeEmpty();
        (await bench.MessagesAsync())[^1].ShouldBe("Welcome Superseded");
    }

    [DatabaseFact]
    public async Task The_address_typed_must_be_the_readers()
    {
        await using var bench = await SignupBench.CreateAsync();
        var reader = await bench.ReaderAsync("ada@example.org");
        (await bench.Erasing.EraseAsync(reader.Id, "eve@example.org", "Bob")).ShouldBe(EraseOutcome.OtherAddress);
        (await bench.Erasing.EraseAsync(reader.Id, "", "Bob")).ShouldBe(EraseOutcome.OtherAddress);
        (await bench.FindAsync("ada@example.org"))!.Status.ShouldBe(SubscriberStatus.Active);
        (await bench.Erasing.EraseAsync(reader.Id, "ada@example.org", "Bob")).ShouldBe(EraseOutcome.Erased);
        (await bench.Erasing.EraseAsync(reader.Id, "ada@example.org", "Bob")).ShouldBe(EraseOutcome.Gone);
    }

    [DatabaseFact]
    public async Task Whoever_was_erased_comes_back_by_confirming_and_counts_as_new()
    {
        await using var bench = await SignupBench.CreateAsync();
        var old = await bench.ReaderAsync("ada@example.org");
        await bench.Erasing.EraseAsync(old.Id, "ada@example.org", "Bob");
        (await bench.Adding.AddAsync(Parse("ada@example.org"), name: null, "said so", welcome: false, "Bob")).Outcome.ShouldBe(AddOutcome.Forgotten);
        var again = await bench.ReaderAsync("ada@example.org");
        again.Id.ShouldNotBe(old.Id);
        (await bench.Database.ReadAsync(session => bench.Suppressions.FindAsync(session, "ada@example.org"))).ShouldBeNull();
    }

    [DatabaseFact]
    public async Task A_complaint_outlives_erasing()
    {
        await using var bench = await SignupBench.CreateAsync();
        var reader = await bench.ReaderAsync("ada@example.org");
        await bench.SuppressAsync("ada@example.org", Suppressions.Complaint);
        await bench.Erasing.EraseAsync(reader.Id, "ada@example.org", "Bob");
        (await bench.Database.ReadAsync(session => bench.Suppressions.FindAsync(session, "ada@example.org"))).ShouldBe(Suppressions.Complaint);
    }

    [DatabaseFact]
    public async Task An_open_request_is_not_answered_any_more()
    {
        await using var bench = await SignupBench.CreateAsync();
        var reader = await bench.ReaderAsync("ada@example.org");
        await bench.RequestAsync("Ada@example.org", "form", client: null);
        await bench.Erasing.EraseAsync(reader.Id, "ada@example.org", "Bob");
        (await bench.Answer.RunAsync()).ShouldBe(0);
    }

    private static Task<IReadOnlyList<string>> AnswersAsync(SignupBench bench) => bench.Database.ReadAsync(session => session.QueryAsync<string>(
        "SELECT m.answer_code || '|' || COALESCE(m.answer, '') || '|' || a.code || '|' || COALESCE(a.answer, '') FROM messages m JOIN attempts a ON a.message_id = m.id"));

    private static EmailAddress Parse(string text) => EmailAddress.TryParse(text, out var address, out var problem) ? address : throw new ArgumentException(problem.English, nameof(text));
}
