using Digest.Links;
using Digest.Mail;
using Digest.Mail.Dkim;
using Digest.Outbox;
using Digest.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Digest.Tests.Outbox;

/// <summary>An outbox on a real database, with a scripted transport at its end.</summary>
internal sealed class OutboxBench : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly TestDatabase test;
    private readonly Ledger ledger;

    private OutboxBench(TestDatabase test, ITransport transport, SmtpOptions smtp, OutboxOptions options, MessageSigners signers)
    {
        this.test = test;
        var site = new SiteOptions { Url = "https://news.example", From = "The News <news@news.example>" };
        var signer = new LinkSigner(test.Keys);
        var links = new SiteLinks(site, signer);
        var headers = new MessageHeaders(site, links);
        ledger = new Ledger(test.Database, test.Clock, NullLogger<Ledger>.Instance);
        Signal = new OutboxSignal(test.Clock);
        Submitting = new SubmitMessages(
            new OutboxClaims(test.Database, test.Clock), ledger, new MessageBuilders(new PreparedVariants(test.Database, site, links, signer, headers, signers), signers), transport, smtp, options, headers,
            new Backoff(new Random(1)), new SenderRefusals(new NoBrake(), NullLogger<SenderRefusals>.Instance), Signal, test.Clock, NullLogger<SubmitMessages>.Instance);
    }

    public Database Database => test.Database;

    public Clock Clock => test.Clock;

    public SubmitMessages Submitting { get; }

    public Ledger Ledger => ledger;

    public OutboxSignal Signal { get; }

    public static async Task<OutboxBench> CreateAsync(ITransport transport, SmtpOptions? smtp = null, OutboxOptions? options = null, MessageSigners? signers = null) =>
        new(await TestDatabase.CreateAsync(), transport, smtp ?? new SmtpOptions { MaxConnections = 2 }, options ?? new OutboxOptions(), signers ?? MessageSigners.None);

    /// <summary>A subscriber with one digest prepared, which moves the position to 7.</summary>
    public async Task<long> PrepareDigestAsync(string address, string status = "Active", string? name = null, VariantContent? said = null) => await Database.WriteAsync(async session =>
    {
        var now = Clock.Milliseconds();
        var content = said ?? new VariantContent("News", "<p>UNSUB</p>", "UNSUB", new Dictionary<string, string>(StringComparer.Ordinal) { [LinkSlot.Unsubscribe] = "UNSUB" });
        var variant = await new OutboxWriter(Clock).AddVariantAsync(session, editionId: null, content);
        var edition = await session.ScalarAsync<long>(
            "INSERT INTO editions (slug, state, due_at, after_number, last_number) VALUES ('one', 'Closed', @now, 0, 7) ON CONFLICT (slug) DO UPDATE SET slug = 'one' RETURNING id", new { now });
        var subscriber = await session.ScalarAsync<long>(
            "INSERT INTO subscribers (address, address_key, name, status, created_at) VALUES (@address, @address, @name, @status, @now) RETURNING id", new { address, name, status, now });
        await session.ExecuteAsync(
            """
            INSERT INTO messages (kind, priority, edition_id, last_number, variant_id, subscriber_id, status, due_at, dated_at, created_at)
            VALUES ('Digest', 1, @edition, 7, @variant, @subscriber, 'Prepared', @now, @now, @now)
            """, new { edition, variant, subscriber, now });
        return subscriber;
    });

    /// <summary>A message that the reader waits for.</summary>
    public Task AskToConfirmAsync(long subscriber) => Database.WriteAsync(session => new OutboxWriter(Clock).AddAsync(
        session, MessageKind.Confirmation, subscriber, new VariantContent("Please confirm", "<p>confirm</p>", "confirm", new Dictionary<string, string>(StringComparer.Ordinal))));

    /// <summary>Runs the submitting loop until nothing is due and nothing is on the wire.</summary>
    public async Task SubmitAsync()
    {
        using var stop = new CancellationTokenSource(Patience);
        var running = Submitting.RunAsync(stop.Token);
        while (!stop.IsCancellationRequested && !await IdleAsync())
            await Task.Yield();
        stop.IsCancellationRequested.ShouldBeFalse("the outbox did not get done");
        await stop.CancelAsync();
        await running;
    }

    public async Task<Row> MessageOfAsync(long subscriber) => (await Database.ReadAsync(session => session.FirstOrDefaultAsync<Row>(
        """
        SELECT m.id, m.status, m.attempts, m.due_at, m.answer, m.answer_code, m.finished_at, s.position, (SELECT COUNT(*) FROM attempts a WHERE a.message_id = m.id) AS kept
        FROM messages m JOIN subscribers s ON s.id = m.subscriber_id WHERE s.id = @subscriber
        """, new { subscriber })))!;

    private async Task<bool> IdleAsync() => await Database.ReadAsync(session => session.ScalarAsync<int>(
        """
        SELECT COUNT(*) FROM messages
        WHERE status = 'Submitting' OR (finished_at IS NULL AND (lease IS NOT NULL OR due_at <= @now))
        """, new { now = Clock.Milliseconds() })) == 0;

    public async ValueTask DisposeAsync()
    {
        await ledger.DisposeAsync();
        await test.DisposeAsync();
    }

    internal sealed record Row
    {
        public long Id { get; init; }

        public MessageStatus Status { get; init; }

        public int Attempts { get; init; }

        public long DueAt { get; init; }

        public string? Answer { get; init; }

        public int? AnswerCode { get; init; }

        public long? FinishedAt { get; init; }

        public long Position { get; init; }

        public int Kept { get; init; }
    }

    private sealed class NoBrake : IEditionBrake
    {
        public Task<bool> StopAsync(long edition) => Task.FromResult(false);
    }
}
