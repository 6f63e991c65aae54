using Digest.Outbox;
using Digest.Tests.Tools;

namespace Digest.Tests.Outbox;

public sealed class KnownFiguresTests
{
    [DatabaseFact]
    public async Task An_edition_that_goes_on_is_counted_anew_and_one_that_has_ended_is_remembered_for_ten_minutes()
    {
        await using var bench = await OutboxBench.CreateAsync(new ScriptedTransport());
        await bench.PrepareDigestAsync("ada@reader.example");
        await bench.PrepareDigestAsync("grace@reader.example");
        await bench.Database.WriteAsync(session => session.ExecuteAsync("UPDATE editions SET prepared_at = 1"));
        var known = new KnownFigures(bench.Clock);
        (await FiguresOfAsync(bench, known)).ShouldBe((2, 2, 0, 0));
        await bench.SubmitAsync();
        (await FiguresOfAsync(bench, known)).ShouldBe((2, 0, 2, 0));
        await bench.Database.WriteAsync(session => session.ExecuteAsync("UPDATE messages SET status = 'Failed' WHERE id = 1"));
        (await FiguresOfAsync(bench, known)).ShouldBe((2, 0, 2, 0));
        bench.Clock.Advance(TimeSpan.FromMinutes(10));
        (await FiguresOfAsync(bench, known)).ShouldBe((2, 0, 1, 1));
    }

    [DatabaseFact]
    public async Task Between_two_ranges_nothing_waits_and_the_edition_has_not_ended()
    {
        await using var bench = await OutboxBench.CreateAsync(new ScriptedTransport());
        await bench.PrepareDigestAsync("ada@reader.example");
        await bench.SubmitAsync();
        var known = new KnownFigures(bench.Clock);
        (await FiguresOfAsync(bench, known)).ShouldBe((1, 0, 1, 0));
        await bench.PrepareDigestAsync("grace@reader.example");
        (await FiguresOfAsync(bench, known)).ShouldBe((2, 1, 1, 0));
    }

    [DatabaseFact]
    public async Task What_failed_and_is_submitted_once_more_is_counted_anew_on_the_way_and_afterwards()
    {
        await using var bench = await OutboxBench.CreateAsync(new ScriptedTransport());
        await bench.PrepareDigestAsync("ada@reader.example");
        await bench.SubmitAsync();
        await bench.Database.WriteAsync(session => session.ExecuteAsync("UPDATE editions SET prepared_at = 1; UPDATE messages SET status = 'Failed'"));
        var known = new KnownFigures(bench.Clock);
        (await FiguresOfAsync(bench, known)).ShouldBe((1, 0, 0, 1));
        bench.Clock.Advance(TimeSpan.FromSeconds(20));
        await bench.Database.WriteAsync(session => session.ExecuteAsync("UPDATE messages SET status = 'Prepared', finished_at = NULL"));
        await bench.SubmitAsync();
        (await FiguresOfAsync(bench, known)).ShouldBe((1, 0, 1, 0), "nobody looked while it was open");
        bench.Clock.Advance(TimeSpan.FromSeconds(20));
        await bench.Database.WriteAsync(session => session.ExecuteAsync("UPDATE messages SET status = 'Prepared', finished_at = NULL"));
        (await FiguresOfAsync(bench, known)).ShouldBe((1, 1, 0, 0));
    }

    private static async Task<(int Recipients, int Waiting, int Submitted, int Failed)> FiguresOfAsync(OutboxBench bench, KnownFigures known)
    {
        var counts = (await bench.Database.ReadAsync(session => known.ReadAsync(session, [1])))[1].Counts;
        return (counts.Recipients, counts.Waiting, counts.Submitted, counts.Failed);
    }
}
