using Digest.Outbox;
using Digest.Storage;
using Digest.Tests.Tools;

namespace Digest.Tests.Outbox;

/// <summary>Answers that are folded into the rows together.</summary>
public sealed class JournalTests
{
    [DatabaseFact]
    public async Task Two_messages_of_one_reader_that_are_answered_in_one_moment_both_count_as_offered()
    {
        await using var bench = await OutboxBench.CreateAsync(new ScriptedTransport());
        var reader = await bench.PrepareDigestAsync("ada@x.example");
        var other = await bench.PrepareDigestAsync("bob@x.example");
        foreach (var one in new[] { reader, other })
            await PrepareNextAsync(bench, one);
        // The later edition's answer may come first.
        await AnswerAsync(bench, "SELECT id FROM messages WHERE subscriber_id = @reader ORDER BY id", reader);
        await AnswerAsync(bench, "SELECT id FROM messages WHERE subscriber_id = @reader ORDER BY id DESC", other);
        await bench.Database.WriteAsync(session => Journal.FoldAsync(session));
        foreach (var one in new[] { reader, other })
        {
            (await bench.Database.ReadAsync(session => session.ScalarAsync<string>("SELECT position || ' ' || offered_ahead FROM subscribers WHERE id = @one", new { one }))).ShouldBe("9 []");
            (await bench.Database.ReadAsync(session => session.ScalarAsync<int>("SELECT COUNT(*) FROM messages WHERE subscriber_id = @one AND status = 'Submitted' AND finished_at IS NOT NULL", new { one }))).ShouldBe(2);
        }
    }

    [DatabaseFact]
    public async Task What_is_folded_is_folded_once()
    {
        await using var bench = await OutboxBench.CreateAsync(new ScriptedTransport());
        var reader = await bench.PrepareDigestAsync("ada@x.example");
        await AnswerAsync(bench, "SELECT id FROM messages WHERE subscriber_id = @reader", reader);
        await bench.Database.WriteAsync(session => Journal.FoldAsync(session));
        await bench.Database.WriteAsync(session => Journal.FoldAsync(session));
        var row = await bench.MessageOfAsync(reader);
        (row.Status, row.Attempts, row.Kept, row.Position).ShouldBe((MessageStatus.Submitted, 1, 1, 7));
    }

    /// <summary>Another digest of the same edition's making, which offers the numbers up to 9.</summary>
    private static Task PrepareNextAsync(OutboxBench bench, long reader) => bench.Database.WriteAsync(async session =>
    {
        var now = bench.Clock.Milliseconds();
        var edition = await session.ScalarAsync<long>(
            "INSERT INTO editions (slug, state, due_at, after_number, last_number) VALUES ('two', 'Closed', @now, 7, 9) ON CONFLICT (slug) DO UPDATE SET slug = 'two' RETURNING id", new { now });
        await session.ExecuteAsync(
            """
            INSERT INTO messages (kind, priority, edition_id, after_number, last_number, variant_id, subscriber_id, status, due_at, dated_at, created_at)
            SELECT kind, priority, @edition, 7, 9, variant_id, subscriber_id, status, due_at, dated_at, created_at FROM messages WHERE subscriber_id = @reader
            """, new { edition, reader });
    });

    private static Task AnswerAsync(OutboxBench bench, string which, long reader) => bench.Database.WriteAsync(async session =>
    {
        foreach (var id in await session.QueryAsync<long>(which, new { reader }))
            Journal.Add(session, bench.Database.WorkerId, bench.Clock.Milliseconds(), id, new Answer(MessageStatus.Submitted, 250, "250 ok", RetryAt: null), begun: null);
    });
}
