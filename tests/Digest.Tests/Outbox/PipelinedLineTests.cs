using System.Collections.Concurrent;
using Digest.Mail;
using Digest.Outbox;
using Digest.Tests.Safety;
using Digest.Tests.Safety.Server;

namespace Digest.Tests.Outbox;

/// <summary>Messages whose envelopes travel with the final dot of the one before (RFC 2920 §3.1).</summary>
public sealed class PipelinedLineTests
{
    private const int Recipients = 20;

    // As fast as it goes, and so slowly that no message is at hand when the one before ends.
    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    public async Task A_server_that_ends_each_connection_after_a_message_costs_nobody_an_attempt(int perSecond)
    {
        await using var server = new RecordingServer();
        var messages = new ConcurrentDictionary<int, int>();
        server.Oddity = standing => ValueTask.FromResult(
            standing.Moment is Moment.Mail && messages.AddOrUpdate(standing.Connection, 1, (_, count) => count + 1) > 1 ? Deed.Drops : null);
        var options = new SmtpOptions { Host = "127.0.0.1", Port = server.Port, Security = SmtpSecurity.None, MaxConnections = 1, MaxPerSecond = perSecond };
        await using var bench = await OutboxBench.CreateAsync(new SmtpTransport(options), options);
        for (var number = 0; number < Recipients; number++)
            await bench.PrepareDigestAsync($"r{number}@reader.example");
        await bench.SubmitAsync();
        var rows = await DeliveryRow.ReadAllAsync(bench.Database);
        rows.ShouldAllBe(row => row.Status == MessageStatus.Submitted && row.Kept == 1);
        server.Receipts.Count.ShouldBe(Recipients);
        server.Connections.ShouldBe(Recipients);
    }

    [Fact]
    public async Task The_commands_of_the_next_message_come_with_the_dot_where_the_server_offers_it()
    {
        await using var server = new RecordingServer();
        var options = new SmtpOptions { Host = "127.0.0.1", Port = server.Port, Security = SmtpSecurity.None, MaxConnections = 1, MessagesPerConnection = 3 };
        await using var bench = await OutboxBench.CreateAsync(new SmtpTransport(options), options);
        for (var number = 0; number < 7; number++)
            await bench.PrepareDigestAsync($"r{number}@reader.example");
        await bench.SubmitAsync();
        server.Receipts.Count.ShouldBe(7);
        server.Connections.ShouldBe(3, "no connection takes more than it may");
        server.Commands.Count(line => line.StartsWith("MAIL", StringComparison.Ordinal)).ShouldBe(7, "nothing is announced that does not come");
        server.Commands.Count(line => line.StartsWith("RSET", StringComparison.Ordinal)).ShouldBe(0);
    }

    [Fact]
    public async Task Only_the_first_attempt_at_a_message_goes_in_one_piece_with_its_dot()
    {
        var transport = new Watched(new SubmissionOutcome.Uncertain("the server closed the connection"));
        await using var bench = await OutboxBench.CreateAsync(transport);
        await bench.PrepareDigestAsync("ada@reader.example");
        await bench.SubmitAsync();
        bench.Clock.Advance(TimeSpan.FromHours(2));
        await bench.SubmitAsync();
        transport.Whole.ShouldBe([true, false]);
    }

    [Fact]
    public async Task A_message_that_was_taken_behind_one_whose_connection_breaks_is_not_forgotten()
    {
        await using var server = new RecordingServer();
        var bodies = 0;
        // It speaks in the middle of a message and hangs up: the one behind it has been taken by then.
        server.Oddity = standing => ValueTask.FromResult(standing.Moment is Moment.Body && Interlocked.Increment(ref bodies) % 2 == 0 ? Deed.Drops : null);
        var options = new SmtpOptions { Host = "127.0.0.1", Port = server.Port, Security = SmtpSecurity.None, MaxConnections = 1 };
        await using var bench = await OutboxBench.CreateAsync(new SmtpTransport(options), options);
        for (var number = 0; number < Recipients; number++)
            await bench.PrepareDigestAsync($"r{number}@reader.example");
        await bench.SubmitAsync();
        for (var minute = 0; minute < 3; minute++)
        {
            bench.Clock.Advance(TimeSpan.FromMinutes(2));
            await bench.SubmitAsync();
        }
        (await DeliveryRow.ReadAllAsync(bench.Database)).ShouldAllBe(row => row.Status == MessageStatus.Submitted || row.Status == MessageStatus.Deferred || row.Status == MessageStatus.Uncertain);
        (await bench.Database.ReadAsync(session => session.ScalarAsync<int>("SELECT COUNT(*) FROM messages WHERE lease IS NOT NULL"))).ShouldBe(0, "nothing stays taken");
        server.Receipts.Select(receipt => receipt.Recipient).ShouldBeUnique();
    }

    /// <summary>Keeps how messages were to go.</summary>
    private sealed class Watched(SubmissionOutcome outcome) : ITransport, ITransportSession
    {
        public ConcurrentQueue<bool> Whole { get; } = [];

        public bool Usable => true;

        public Task<ITransportSession> OpenAsync(CancellationToken cancellation = default) => Task.FromResult<ITransportSession>(this);

        public string Describe() => "nowhere";

        public Task<SubmissionOutcome> SubmitAsync(Envelope envelope, ReadOnlyMemory<byte> message, CancellationToken cancellation = default) => Task.FromResult(outcome);

        public async Task<SubmissionOutcome?> SubmitAsync(Submission submission, CancellationToken cancellation = default)
        {
            Whole.Enqueue(submission.GoesWhole);
            return await submission.MayComplete() ? outcome : null;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
