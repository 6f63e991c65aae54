using System.Text.RegularExpressions;
using Digest.Mail;
using Digest.Outbox;
using Digest.Storage;
using Digest.Tests.Tools;

namespace Digest.Tests.Outbox;

public sealed partial class SubmitMessagesTests
{
    private static readonly SubmissionOutcome NotNow = new SubmissionOutcome.Deferred(new SmtpAnswer(451, "4.3.0", "try later"), SmtpStage.Recipient);
    private static readonly SubmissionOutcome Never = new SubmissionOutcome.Refused(new SmtpAnswer(550, "5.7.1", "not welcome"), SmtpStage.Recipient);

    [DatabaseFact]
    public async Task A_submitted_message_moves_its_readers_position()
    {
        await using var bench = await OutboxBench.CreateAsync(new ScriptedTransport());
        var reader = await bench.PrepareDigestAsync("a@b.example");
        await bench.SubmitAsync();
        var message = await bench.MessageOfAsync(reader);
        (message.Status, message.Position, message.AnswerCode, message.Kept).ShouldBe((MessageStatus.Submitted, 7, 250, 1));
    }

    [DatabaseFact]
    public async Task Not_now_is_tried_again_after_a_growing_pause()
    {
        await using var bench = await OutboxBench.CreateAsync(new ScriptedTransport(_ => NotNow));
        var reader = await bench.PrepareDigestAsync("a@b.example");
        var pauses = new List<double>();
        foreach (var _ in Enumerable.Range(0, 5))
        {
            await bench.SubmitAsync();
            var due = (await bench.MessageOfAsync(reader)).DueAt.ToTime();
            pauses.Add((due - bench.Clock.GetUtcNow()).TotalMinutes);
            bench.Clock.Set(due);
        }
        double[] nominal = [1, 5, 15, 60, 240];
        pauses.Zip(nominal).ShouldAllBe(pair => pair.First >= pair.Second * 0.79 && pair.First <= pair.Second * 1.21);
        var message = await bench.MessageOfAsync(reader);
        (message.Status, message.Attempts, message.Position, message.Kept).ShouldBe((MessageStatus.Deferred, 5, 0, 5));
    }

    [DatabaseFact]
    public async Task Deferred_for_too_long_is_failed_and_says_so()
    {
        await using var bench = await OutboxBench.CreateAsync(new ScriptedTransport(_ => NotNow), options: new OutboxOptions { GiveUpAfterHours = 2 });
        var reader = await bench.PrepareDigestAsync("a@b.example");
        bench.Clock.Advance(TimeSpan.FromHours(2));
        await bench.SubmitAsync();
        var message = await bench.MessageOfAsync(reader);
        message.Status.ShouldBe(MessageStatus.Failed);
        message.Answer.ShouldBe("given up after 2 hours: 451 4.3.0 try later");
    }

    [DatabaseFact]
    public async Task A_refusal_is_kept_with_its_words_and_moves_nothing()
    {
        await using var bench = await OutboxBench.CreateAsync(new ScriptedTransport(_ => Never));
        var reader = await bench.PrepareDigestAsync("a@b.example");
        await bench.SubmitAsync();
        var message = await bench.MessageOfAsync(reader);
        (message.Status, message.Position, message.AnswerCode, message.Answer).ShouldBe((MessageStatus.Failed, 0, 550, "550 5.7.1 not welcome"));
    }

    [DatabaseFact]
    public async Task One_refused_reader_keeps_nobody_else_from_theirs()
    {
        await using var bench = await OutboxBench.CreateAsync(new ScriptedTransport(envelope => envelope.To.StartsWith("bad", StringComparison.Ordinal) ? Never : ScriptedTransport.Ok));
        var readers = new List<long>();
        for (var at = 0; at < 40; at++)
            readers.Add(await bench.PrepareDigestAsync($"{(at % 4 == 0 ? "bad" : "good")}{at}@b.example"));
        await bench.SubmitAsync();
        var statuses = new List<MessageStatus>();
        foreach (var reader in readers)
            statuses.Add((await bench.MessageOfAsync(reader)).Status);
        statuses.Count(status => status is MessageStatus.Submitted).ShouldBe(30);
        statuses.Count(status => status is MessageStatus.Failed).ShouldBe(10);
    }

    [DatabaseFact]
    public async Task A_server_that_cannot_be_reached_is_no_readers_fault()
    {
        var transport = new ScriptedTransport { Closed = new OpeningFailedException(OpeningFailure.Unreachable, "connection refused") };
        await using var bench = await OutboxBench.CreateAsync(transport);
        var first = await bench.PrepareDigestAsync("a@b.example");
        var second = await bench.PrepareDigestAsync("c@b.example");
        await bench.SubmitAsync();
        foreach (var reader in new[] { first, second })
        {
            var message = await bench.MessageOfAsync(reader);
            (message.Status, message.Attempts, message.Answer).ShouldBe((MessageStatus.Deferred, 0, "connection refused"));
        }
        transport.Closed = null;
        bench.Clock.Advance(TimeSpan.FromMinutes(1));
        await bench.SubmitAsync();
        (await bench.MessageOfAsync(second)).Status.ShouldBe(MessageStatus.Submitted);
    }

    [DatabaseFact]
    public async Task An_unknown_answer_is_submitted_once_more_under_the_same_id()
    {
        var transport = new ScriptedTransport(_ => new SubmissionOutcome.Uncertain("the connection was lost"));
        await using var bench = await OutboxBench.CreateAsync(transport);
        var reader = await bench.PrepareDigestAsync("a@b.example");
        await bench.SubmitAsync();
        (await bench.MessageOfAsync(reader)).Status.ShouldBe(MessageStatus.Uncertain);
        foreach (var _ in Enumerable.Range(0, 3))
        {
            bench.Clock.Advance(OutboxClaims.LeaseTime);
            await bench.SubmitAsync();
        }
        transport.Taken.Count.ShouldBe(2);
        transport.Taken.Select(taken => MessageId().Match(taken.Message).Value).Distinct().Count().ShouldBe(1);
        (await bench.MessageOfAsync(reader)).FinishedAt.ShouldNotBeNull();
    }

    [DatabaseFact]
    public async Task An_unknown_answer_is_left_alone_where_repetitions_are_not_wanted()
    {
        var transport = new ScriptedTransport(_ => new SubmissionOutcome.Uncertain("the connection was lost"));
        await using var bench = await OutboxBench.CreateAsync(transport, options: new OutboxOptions { ResubmitUncertain = false });
        await bench.PrepareDigestAsync("a@b.example");
        await bench.SubmitAsync();
        bench.Clock.Advance(OutboxClaims.LeaseTime);
        await bench.SubmitAsync();
        transport.Taken.Count.ShouldBe(1);
    }

    [DatabaseFact]
    public async Task A_restart_takes_up_what_was_on_the_wire_and_what_was_claimed()
    {
        await using var bench = await OutboxBench.CreateAsync(new ScriptedTransport());
        var onTheWire = await bench.PrepareDigestAsync("wire@b.example");
        var claimed = await bench.PrepareDigestAsync("claimed@b.example");
        var future = (bench.Clock.GetUtcNow() + OutboxClaims.LeaseTime).ToMilliseconds();
        await bench.Database.WriteAsync(async session =>
        {
            await session.ExecuteAsync("UPDATE messages SET lease = 'the dead', lease_until = @future", new { future });
            await session.ExecuteAsync("UPDATE messages SET status = 'Submitting' WHERE subscriber_id = @onTheWire", new { onTheWire });
        });
        await bench.Submitting.RecoverAsync();
        (await bench.MessageOfAsync(onTheWire)).Status.ShouldBe(MessageStatus.Uncertain);
        (await bench.MessageOfAsync(claimed)).Status.ShouldBe(MessageStatus.Prepared);
        await bench.SubmitAsync();
        (await bench.MessageOfAsync(onTheWire)).Status.ShouldBe(MessageStatus.Submitted);
        (await bench.MessageOfAsync(claimed)).Status.ShouldBe(MessageStatus.Submitted);
    }

    [DatabaseFact]
    public async Task A_reader_who_left_after_preparation_gets_nothing()
    {
        var transport = new ScriptedTransport();
        await using var bench = await OutboxBench.CreateAsync(transport);
        var reader = await bench.PrepareDigestAsync("a@b.example", status: "Unsubscribed");
        await bench.SubmitAsync();
        transport.Taken.ShouldBeEmpty();
        (await bench.MessageOfAsync(reader)).Status.ShouldBe(MessageStatus.Superseded);
    }

    [DatabaseFact]
    public async Task What_a_reader_waits_for_overtakes_digests()
    {
        var transport = new ScriptedTransport();
        await using var bench = await OutboxBench.CreateAsync(transport, new SmtpOptions { MaxConnections = 1 });
        for (var at = 0; at < 5; at++)
            await bench.PrepareDigestAsync($"digest{at}@b.example");
        await bench.Database.WriteAsync(session => session.ExecuteAsync(
            "UPDATE messages SET kind = 'Welcome', priority = 0 WHERE subscriber_id = (SELECT MAX(id) FROM subscribers)"));
        await bench.SubmitAsync();
        transport.Taken.First().Envelope.To.ShouldBe("digest4@b.example");
    }

    [DatabaseFact]
    public async Task Stopping_finishes_what_is_on_the_wire_and_begins_nothing_new()
    {
        await using var wire = await OnTheWire.BeginAsync();
        (await wire.Bench.MessageOfAsync(wire.First)).Status.ShouldBe(MessageStatus.Submitting);
        await wire.Stop.CancelAsync();
        wire.Go.SetResult();
        await wire.Running;
        (await wire.Bench.MessageOfAsync(wire.First)).Status.ShouldBe(MessageStatus.Submitted);
        (await wire.Bench.MessageOfAsync(wire.Second)).Status.ShouldBe(MessageStatus.Prepared);
        wire.Transport.Taken.Count.ShouldBe(1);
    }

    [DatabaseFact]
    public async Task A_message_that_was_taken_back_after_it_was_claimed_is_not_begun()
    {
        await using var wire = await OnTheWire.BeginAsync();
        await wire.Bench.Database.WriteAsync(session => new OutboxWriter(wire.Bench.Clock).SupersedeAsync(session, wire.Second));
        wire.Go.SetResult();
        await OnTheWire.UntilAsync(async () => (await wire.Bench.MessageOfAsync(wire.First)).Status is MessageStatus.Submitted);
        await wire.Stop.CancelAsync();
        await wire.Running;
        await wire.Bench.SubmitAsync();
        wire.Transport.Taken.Count.ShouldBe(1);
        (await wire.Bench.MessageOfAsync(wire.Second)).Status.ShouldBe(MessageStatus.Superseded);
    }

    [DatabaseFact]
    public async Task While_the_database_is_locked_nothing_counts_as_submitted_and_nothing_more_is_begun()
    {
        await using var wire = await OnTheWire.BeginAsync();
        using var other = new Database(wire.Bench.Database.Options);
        await other.WriteAsync(async _ =>
        {
            wire.Go.SetResult();
            await OnTheWire.UntilAsync(() => Task.FromResult(!wire.Transport.Taken.IsEmpty));
            (await wire.Bench.MessageOfAsync(wire.First)).Status.ShouldBe(MessageStatus.Submitting);
            wire.Transport.Taken.Count.ShouldBe(1);
        });
        await OnTheWire.UntilAsync(async () => (await wire.Bench.MessageOfAsync(wire.Second)).Status is MessageStatus.Submitted);
        (await wire.Bench.MessageOfAsync(wire.First)).Status.ShouldBe(MessageStatus.Submitted);
    }

    [GeneratedRegex("^Message-ID:.*$", RegexOptions.Multiline | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MessageId();

    /// <summary>Two messages and one connection; the first is on the wire and its answer waits for <see cref="Go"/>.</summary>
    private sealed class OnTheWire(OutboxBench bench, ScriptedTransport transport, TaskCompletionSource go, long first, long second) : IAsyncDisposable
    {
        public OutboxBench Bench => bench;

        public ScriptedTransport Transport => transport;

        public TaskCompletionSource Go => go;

        public long First => first;

        public long Second => second;

        public CancellationTokenSource Stop { get; } = new();

        public Task Running { get; private set; } = Task.CompletedTask;

        public static async Task<OnTheWire> BeginAsync()
        {
            var arrived = new TaskCompletionSource();
            var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var transport = new ScriptedTransport { OnTheWire = _ => { arrived.TrySetResult(); return go.Task; } };
            var bench = await OutboxBench.CreateAsync(transport, new SmtpOptions { MaxConnections = 1 });
            var wire = new OnTheWire(bench, transport, go, await bench.PrepareDigestAsync("first@b.example"), await bench.PrepareDigestAsync("second@b.example"));
            wire.Running = bench.Submitting.RunAsync(wire.Stop.Token);
            await arrived.Task;
            return wire;
        }

        public static async Task UntilAsync(Func<Task<bool>> holds)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            while (!await holds())
            {
                patience.Token.ThrowIfCancellationRequested();
                await Task.Yield();
            }
        }

        public async ValueTask DisposeAsync()
        {
            go.TrySetResult();
            await Stop.CancelAsync();
            await Running;
            Stop.Dispose();
            await bench.DisposeAsync();
        }
    }
}
