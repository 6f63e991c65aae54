using Digest.Outbox;

namespace Digest.Tests.Outbox;

public sealed class KnownFiguresTests
{
    [Fact]
    public async Task An_edition_that_goes_on_is_counted_anew_and_one_that_has_ended_is_remembered_for_ten_minutes()
    {
        await using var bench = await OutboxBench.CreateAsync(new ScriptedTransport());
        await bench.PrepareDigestAsync("ada@reader.example");
        await bench.PrepareDigestAsync("grace@reader.example");
        var known = new KnownFigures(bench.Clock);
        (await ReadAsync()).ShouldBe((2, 2, 0, 0));
        await bench.SubmitAsync();
        (await ReadAsync()).ShouldBe((2, 0, 2, 0));
        await bench.Database.WriteAsync(session => session.ExecuteAsync("UPDATE messages SET status = 'Failed' WHERE id = 1"));
        (await ReadAsync()).ShouldBe((2, 0, 2, 0));
        bench.Clock.Advance(TimeSpan.FromMinutes(10));
        (await ReadAsync()).ShouldBe((2, 0, 1, 1));

        async Task<(long Recipients, long Waiting, long Submitted, long Failed)> ReadAsync()
        {
            var figures = (await bench.Database.ReadAsync(session => known.ReadAsync(session, [1])))[1];
            return (figures.Recipients, figures.Waiting, figures.Submitted, figures.Failed);
        }
    }
}
