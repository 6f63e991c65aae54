using Digest.Mail;
using Digest.Outbox;
using Digest.Tests.Tools;

namespace Digest.Tests.Outbox;

/// <summary>What breaks inside the submitting loop ends it, so that it begins again; nothing is stuck and nothing is lost.</summary>
public sealed class BrokenLineTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [DatabaseFact]
    public async Task A_line_that_breaks_ends_the_loop_and_the_next_run_takes_its_messages_up()
    {
        var isBroken = true;
        var transport = new ScriptedTransport { OnTheWire = _ => isBroken ? throw new IOException("something that nobody expected") : Task.CompletedTask };
        await using var bench = await OutboxBench.CreateAsync(transport, new SmtpOptions { MaxConnections = 1 });
        var readers = new List<long>();
        for (var at = 0; at < 12; at++)
            readers.Add(await bench.PrepareDigestAsync($"reader{at}@b.example"));
        await Should.ThrowAsync<IOException>(bench.Submitting.RunAsync(CancellationToken.None).WaitAsync(Patience));
        isBroken = false;
        await bench.SubmitAsync();
        foreach (var reader in readers)
            (await bench.MessageOfAsync(reader)).Status.ShouldBe(MessageStatus.Submitted);
    }

    [DatabaseFact]
    public async Task An_answer_that_can_never_be_written_does_not_keep_the_others_from_it()
    {
        var transport = new ScriptedTransport();
        await using var bench = await OutboxBench.CreateAsync(transport, new SmtpOptions { MaxConnections = 1 });
        var removed = await bench.PrepareDigestAsync("removed@b.example");
        var other = await bench.PrepareDigestAsync("other@b.example");
        transport.OnTheWire = envelope => envelope.To != "removed@b.example"
            ? Task.CompletedTask
            : bench.Database.WriteAsync(session => session.ExecuteAsync("DELETE FROM messages WHERE subscriber_id = @removed", new { removed }));
        await bench.SubmitAsync();
        (await bench.MessageOfAsync(other)).Status.ShouldBe(MessageStatus.Submitted);
    }

    [DatabaseFact]
    public async Task A_database_that_cannot_be_read_fails_no_message()
    {
        await using var bench = await OutboxBench.CreateAsync(new ScriptedTransport(), new SmtpOptions { MaxConnections = 1 });
        var reader = await bench.PrepareDigestAsync("a@b.example");
        await bench.Database.WriteAsync(session => session.ExecuteAsync("ALTER TABLE variants RENAME COLUMN content TO hidden"));
        await Should.ThrowAsync<System.Data.Common.DbException>(bench.Submitting.RunAsync(CancellationToken.None).WaitAsync(Patience));
        (await bench.MessageOfAsync(reader)).Status.ShouldBe(MessageStatus.Prepared);
        await bench.Database.WriteAsync(session => session.ExecuteAsync("ALTER TABLE variants RENAME COLUMN hidden TO content"));
        await bench.SubmitAsync();
        (await bench.MessageOfAsync(reader)).Status.ShouldBe(MessageStatus.Submitted);
    }

    [DatabaseFact]
    public async Task What_cannot_be_built_fails_alone()
    {
        var transport = new ScriptedTransport();
        await using var bench = await OutboxBench.CreateAsync(transport, new SmtpOptions { MaxConnections = 1 });
        var broken = await bench.PrepareDigestAsync("broken@b.example");
        var other = await bench.PrepareDigestAsync("other@b.example");
        await bench.Database.WriteAsync(session => session.ExecuteAsync("UPDATE subscribers SET address = @address WHERE id = @broken", new { broken, address = "a@b.example\r\nBcc: c@d.example" }));
        await bench.SubmitAsync();
        (await bench.MessageOfAsync(broken)).Status.ShouldBe(MessageStatus.Failed);
        (await bench.MessageOfAsync(other)).Status.ShouldBe(MessageStatus.Submitted);
        transport.Taken.ShouldHaveSingleItem().Message.ShouldNotContain("Bcc");
    }

    [DatabaseFact]
    public async Task An_outage_that_lasts_too_long_ends_in_failure()
    {
        var transport = new ScriptedTransport { Closed = new OpeningFailedException(OpeningFailure.Unreachable, "connection refused") };
        await using var bench = await OutboxBench.CreateAsync(transport, options: new OutboxOptions { GiveUpAfterHours = 10 });
        var first = await bench.PrepareDigestAsync("a@b.example");
        var second = await bench.PrepareDigestAsync("c@b.example");
        await bench.SubmitAsync();
        (await bench.MessageOfAsync(first)).Status.ShouldBe(MessageStatus.Deferred);
        bench.Clock.Advance(TimeSpan.FromHours(11));
        await bench.SubmitAsync();
        (await bench.MessageOfAsync(first)).Status.ShouldBe(MessageStatus.Failed);
        (await bench.MessageOfAsync(second)).Status.ShouldBe(MessageStatus.Failed);
    }

    [DatabaseFact]
    public async Task A_message_that_was_taken_back_while_a_connection_was_opened_stays_taken_back()
    {
        var transport = new ScriptedTransport { Closed = new OpeningFailedException(OpeningFailure.Unreachable, "connection refused") };
        await using var bench = await OutboxBench.CreateAsync(transport, new SmtpOptions { MaxConnections = 1 });
        var reader = await bench.PrepareDigestAsync("a@b.example");
        transport.OnOpening = () => bench.Database.WriteAsync(session => new OutboxWriter(bench.Clock).SupersedeAsync(session, reader));
        await bench.SubmitAsync();
        var message = await bench.MessageOfAsync(reader);
        message.Status.ShouldBe(MessageStatus.Superseded);
        message.FinishedAt.ShouldNotBeNull();
    }

    [DatabaseFact]
    public async Task Readers_who_left_get_nothing_however_many_of_them_are_due_at_once()
    {
        var transport = new ScriptedTransport();
        await using var bench = await OutboxBench.CreateAsync(transport, new SmtpOptions { MaxConnections = 2 });
        for (var at = 0; at < 40; at++)
            await bench.PrepareDigestAsync($"reader{at}@b.example", at is 0 or 16 or 33 ? "Unsubscribed" : "Active");
        await bench.SubmitAsync();
        transport.Taken.Count.ShouldBe(37);
        transport.Taken.Select(taken => taken.Envelope.To).ShouldNotContain("reader16@b.example");
    }

    [DatabaseFact]
    public async Task What_is_put_off_is_not_due_within_the_same_moment()
    {
        await using var bench = await OutboxBench.CreateAsync(new ScriptedTransport());
        for (var at = 0; at < 500; at++)
            await bench.PrepareDigestAsync($"reader{at}@b.example");
        await new OutboxClaims(bench.Database, bench.Clock).DeferDueAsync("closed", bench.Clock.GetUtcNow(), TimeSpan.FromDays(3)).WaitAsync(Patience);
        (await bench.Database.ReadAsync(session => session.ScalarAsync<int>("SELECT COUNT(*) FROM messages WHERE status = 'Deferred'"))).ShouldBe(500);
    }

    [DatabaseFact]
    public async Task An_answer_that_comes_when_the_patience_has_ended_is_written_down_all_the_same()
    {
        var arrived = new TaskCompletionSource();
        using var stop = new CancellationTokenSource();
        var transport = new ScriptedTransport { OnTheWire = async _ => { arrived.SetResult(); await stop.CancelAsync(); await Task.Delay(SubmitMessages.Grace + TimeSpan.FromMilliseconds(200)); } };
        await using var bench = await OutboxBench.CreateAsync(transport, new SmtpOptions { MaxConnections = 1 });
        var reader = await bench.PrepareDigestAsync("a@b.example");
        var running = bench.Submitting.RunAsync(stop.Token);
        await arrived.Task;
        await Should.ThrowAsync<OperationCanceledException>(running);
        (await bench.MessageOfAsync(reader)).Status.ShouldBe(MessageStatus.Submitted);
    }

    [DatabaseFact]
    public async Task Connections_are_opened_anew_after_so_many_messages()
    {
        var transport = new ScriptedTransport();
        await using var bench = await OutboxBench.CreateAsync(transport, new SmtpOptions { MaxConnections = 1, MessagesPerConnection = 3 });
        for (var at = 0; at < 7; at++)
            await bench.PrepareDigestAsync($"reader{at}@b.example");
        await bench.SubmitAsync();
        transport.Opened.ShouldBe(3);
    }
}
