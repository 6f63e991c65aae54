using Digest.Outbox;
using Digest.Tests.Tools;

namespace Digest.Tests.Signup;

public sealed class RetentionTests
{
    [DatabaseFact]
    public async Task The_network_address_leaves_a_consent_after_thirty_days_and_the_consent_stays()
    {
        await using var bench = await SignupBench.CreateAsync();
        await bench.ReaderAsync("ada@example.org");
        bench.Clock.Advance(TimeSpan.FromDays(29));
        await bench.CleanUp.RunAsync();
        (await ClientsAsync(bench)).ShouldBe(["192.0.2.7", "192.0.2.7"]);
        bench.Clock.Advance(TimeSpan.FromDays(2));
        await bench.CleanUp.RunAsync();
        (await ClientsAsync(bench)).ShouldBe(["none", "none"]);
        (await bench.Database.ReadAsync(session => session.ScalarAsync<int>("SELECT COUNT(*) FROM signup_requests WHERE client IS NOT NULL"))).ShouldBe(0);
        (await bench.ConsentsAsync()).ShouldBe(["Asked", "Confirmed"]);
    }

    [DatabaseFact]
    public async Task An_open_request_keeps_its_network_address_as_the_limits_count_it()
    {
        await using var bench = await SignupBench.CreateAsync();
        await bench.AskAsync("ada@example.org");
        await bench.ExecuteAsync("UPDATE signup_requests SET handled_at = NULL, outcome = NULL");
        bench.Clock.Advance(TimeSpan.FromDays(31));
        await bench.CleanUp.RunAsync();
        (await bench.Database.ReadAsync(session => session.ScalarAsync<int>("SELECT COUNT(*) FROM signup_requests WHERE client IS NOT NULL AND network IS NOT NULL"))).ShouldBe(1);
    }

    [DatabaseFact]
    public async Task Ended_messages_are_forgotten_after_ninety_days_and_open_ones_never()
    {
        await using var bench = await SignupBench.CreateAsync();
        await bench.ReaderAsync("ada@example.org");
        await bench.ExecuteAsync($"UPDATE messages SET status = 'Submitted', finished_at = {bench.Clock.GetUtcNow().ToUnixTimeMilliseconds()} WHERE kind = 'Confirmation'");
        bench.Clock.Advance(TimeSpan.FromDays(89));
        await bench.CleanUp.RunAsync();
        (await bench.MessagesAsync()).ShouldBe(["Confirmation Submitted", "Welcome Prepared"]);
        bench.Clock.Advance(TimeSpan.FromDays(2));
        await bench.CleanUp.RunAsync();
        (await bench.MessagesAsync()).ShouldBe(["Welcome Prepared"]);
    }

    [DatabaseFact]
    public async Task A_message_to_an_address_that_never_agreed_is_forgotten_after_thirty_days()
    {
        await using var bench = await SignupBench.CreateAsync();
        await bench.ReaderAsync("ada@example.org");
        await bench.ExecuteAsync($"UPDATE messages SET status = 'Submitted', finished_at = {bench.Clock.GetUtcNow().ToUnixTimeMilliseconds()}; UPDATE messages SET to_address = 'stranger@example.org' WHERE kind = 'Welcome'");
        bench.Clock.Advance(TimeSpan.FromDays(29));
        await bench.CleanUp.RunAsync();
        (await bench.MessagesAsync()).ShouldBe(["Confirmation Submitted", "Welcome Submitted"]);
        bench.Clock.Advance(TimeSpan.FromDays(2));
        await bench.CleanUp.RunAsync();
        (await bench.MessagesAsync()).ShouldBe(["Confirmation Submitted"]);
    }

    [DatabaseFact]
    public async Task However_many_batches_it_takes_the_figures_of_an_edition_stay()
    {
        await using var bench = await SignupBench.CreateAsync();
        await bench.ReaderAsync("ada@example.org");
        await bench.ReaderAsync("grace@example.org");
        await bench.ReaderAsync("alan@example.org");
        await bench.ExecuteAsync(
            """
            INSERT INTO editions (id, slug, state, due_at, prepared_at) VALUES (1, '2026-11-22', 'Closed', 1, 1);
            INSERT INTO variants (id, edition_id, content_key, content, created_at) VALUES (900, 1, 'k', '{}', 1);
            DELETE FROM messages;
            INSERT INTO messages (id, kind, priority, edition_id, variant_id, subscriber_id, status, due_at, dated_at, created_at, finished_at)
            SELECT id, 'Digest', 40, 1, 900, id, CASE WHEN id = 3 THEN 'Failed' ELSE 'Submitted' END, 1, 1, 1, 1000 + id FROM subscribers;
            INSERT INTO attempts (message_id, at, outcome) SELECT id, 1, 'Submitted' FROM messages
            """);
        var before = await FiguresAsync(bench);
        foreach (var left in new[] { 2, 1, 0 })
        {
            (await bench.Database.WriteAsync(session => PastMessages.RemoveAsync(session, before: 1_000_000, most: 1))).ShouldBe(1);
            (await FiguresAsync(bench)).ShouldBe(before);
            (await bench.MessagesAsync()).Count.ShouldBe(left);
        }
        before.Counts.Submitted.ShouldBe(2);
        before.LastSubmittedAt.ShouldBe(1002);
        await bench.Database.WriteAsync(session => PastMessages.RemoveVariantsAsync(session, before: 1_000_000));
        (await bench.Database.ReadAsync(session => session.ScalarAsync<int>("SELECT COUNT(*) FROM variants WHERE edition_id = 1"))).ShouldBe(0);
        (await bench.Database.ReadAsync(session => session.ScalarAsync<int>("SELECT COUNT(*) FROM attempts"))).ShouldBe(0);
    }

    [DatabaseFact]
    public async Task What_was_rendered_stays_while_a_message_of_the_edition_does()
    {
        await using var bench = await SignupBench.CreateAsync();
        await bench.ReaderAsync("ada@example.org");
        await bench.ExecuteAsync(
            """
            INSERT INTO editions (id, slug, state, due_at, prepared_at) VALUES (1, '2026-11-22', 'Closed', 1, 1);
            INSERT INTO variants (id, edition_id, content_key, content, created_at) VALUES (900, 1, 'k', '{}', 1);
            INSERT INTO edition_past (edition_id, status, messages, last_at) VALUES (1, 'Submitted', 5, 1);
            DELETE FROM messages WHERE kind = 'Welcome';
            UPDATE messages SET edition_id = 1, variant_id = 900
            """);
        await bench.Database.WriteAsync(session => PastMessages.RemoveVariantsAsync(session, before: 1_000_000));
        (await bench.Database.ReadAsync(session => session.ScalarAsync<int>("SELECT COUNT(*) FROM variants WHERE edition_id = 1"))).ShouldBe(1);
    }

    private static async Task<EditionFigures> FiguresAsync(SignupBench bench) =>
        (await bench.Database.ReadAsync(session => EditionFigures.ReadAsync(session, [1], now: 2_000)))[1];

    private static Task<IReadOnlyList<string>> ClientsAsync(SignupBench bench) =>
        bench.Database.ReadAsync(session => session.QueryAsync<string>("SELECT COALESCE(client, 'none') FROM consents ORDER BY id"));
}
