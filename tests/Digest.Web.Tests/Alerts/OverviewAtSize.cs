using System.Diagnostics;
using Digest.Storage;
using Digest.Web.Security;
using Xunit.Abstractions;

namespace Digest.Web.Tests.Alerts;

/// <summary>
/// How long the overview takes with 100,000 subscribers, 300,000 consents and ten editions that each went to all of them. Run by
/// hand: <c>DIGEST_MEASURE=1 dotnet test tests/Digest.Web.Tests --filter OverviewAtSize --logger "console;verbosity=detailed"</c>.
/// </summary>
public sealed class OverviewAtSize(ITestOutputHelper output)
{
    private const int Rounds = 10;

    [MeasureFact]
    public async Task The_overview_and_the_watch_are_quick_with_a_hundred_thousand_subscribers_and_a_million_messages()
    {
        await using var site = await TestSite.StartAsync();
        await FillAsync(site);
        using var browser = new Browser(site.Address);
        var link = new Uri(await site.Get<AdminLinks>().CreateAsync()).AbsolutePath;
        await browser.GetAsync(link);
        await browser.SubmitAsync(link, ("name", "Ada"), ("password", "correct horse battery"));
        foreach (var path in new[] { "/admin", "/admin?months=true" })
        {
            await browser.GetAsync(path);
            output.WriteLine($"{path}: {await TimeAsync(() => browser.GetAsync(path))}");
        }
        var timetable = site.Get<Jobs.Timetable>();
        await timetable.RunAsync("watch", site.Services);
        output.WriteLine($"watch: {await TimeAsync(() => timetable.RunAsync("watch", site.Services))}");
    }

    /// <summary>The time by the clock, and by the processor, which a busy machine does not change.</summary>
    private static async Task<string> TimeAsync(Func<Task> work)
    {
        using var process = Process.GetCurrentProcess();
        var (watch, before) = (Stopwatch.StartNew(), process.TotalProcessorTime);
        for (var round = 0; round < Rounds; round++)
            await work();
        process.Refresh();
        return $"{watch.Elapsed.TotalMilliseconds / Rounds:0} ms, {(process.TotalProcessorTime - before).TotalMilliseconds / Rounds:0} ms of processor time";
    }

    private static Task FillAsync(TestSite site) => site.Database.WriteAsync(async session =>
    {
        const long day = 86_400_000;
        var now = site.Clock.Milliseconds();
        var parameters = new { now, day };
        await session.ExecuteAsync(
            """
            WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 100000)
            INSERT INTO subscribers (address, address_key, status, days, created_at, confirmed_at)
            SELECT 'r' || n || '@reader.example', 'r' || n || '@reader.example', CASE n % 20 WHEN 0 THEN 'Pending' WHEN 1 THEN 'Unsubscribed' ELSE 'Active' END,
                   CASE n % 3 WHEN 0 THEN 127 WHEN 1 THEN 31 ELSE 1 END, @now - n % 360 * @day, @now - n % 360 * @day FROM n
            """, parameters);
        await session.ExecuteAsync(
            """
            INSERT INTO consents (subscriber_id, at, kind, source)
            SELECT s.id, @now - s.id % 360 * @day + k.after, CASE WHEN k.kind = 'Withdrawn' AND s.id % 20 <> 1 THEN 'Restored' ELSE k.kind END, 'form'
            FROM subscribers s CROSS JOIN (SELECT 'Asked' AS kind, 0 AS after UNION ALL SELECT 'Confirmed', 1000 UNION ALL SELECT 'Withdrawn', 5000) k
            """, parameters);
        await session.ExecuteAsync("INSERT INTO variants (edition_id, content_key, content, created_at) VALUES (NULL, 'x', '{}', 0)");
        for (var edition = 1; edition <= 10; edition++)
        {
            var at = now - (11 - edition) * day;
            await session.ExecuteAsync(
                "INSERT INTO editions (id, slug, state, after_number, last_number, due_at, closed_at, prepared_at, subject, html) VALUES (@edition, 'e' || @edition, 'Closed', 0, @edition, @at, @at, @at, 'x', 'x')",
                new { edition, at });
            await session.ExecuteAsync(
                """
                INSERT INTO messages (kind, priority, edition_id, last_number, variant_id, subscriber_id, status, due_at, dated_at, created_at, finished_at, answer)
                SELECT 'Digest', 1, @edition, @edition, 1, id,
                       CASE WHEN id % 100 = 0 THEN 'Failed' WHEN @edition = 10 AND id % 2 = 0 THEN 'Prepared' ELSE 'Submitted' END, @at, @at, @at,
                       CASE WHEN @edition = 10 AND id % 2 = 0 AND id % 100 <> 0 THEN NULL ELSE @at + id * 10 END, '250 2.0.0 ok'
                FROM subscribers
                """, new { edition, at });
        }
        await session.ExecuteAsync("INSERT INTO attempts (message_id, at, outcome, code, answer) SELECT id, @now, 'Submitted', 250, 'ok' FROM messages WHERE id % 10 = 0", parameters);
    });
}

/// <summary>A measurement, which is run by hand.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MeasureFactAttribute : FactAttribute
{
    public MeasureFactAttribute()
    {
        if (Environment.GetEnvironmentVariable("DIGEST_MEASURE") is null)
            Skip = "A measurement: DIGEST_MEASURE=1 runs it";
    }
}
