using Digest.Signup;
using Digest.Subscribers;
using Digest.Tests.Tools;

namespace Digest.Tests.Signup;

/// <summary>Who counts as a reader that joined and left: only those who were readers.</summary>
public sealed class LeftTests
{
    [DatabaseFact]
    public async Task Somebody_erased_or_unsubscribed_who_never_confirmed_has_not_left()
    {
        await using var bench = await SignupBench.CreateAsync();
        await bench.AskAsync("erased@example.org");
        await bench.AskAsync("undone@example.org");
        (await bench.Erasing.EraseAsync(1, "erased@example.org", "Bob")).ShouldBe(EraseOutcome.Erased);
        (await bench.Leaving.UnsubscribeAsync(2, "Bob")).ShouldBeTrue();
        (await bench.Leaving.UndoAsync(2, "Bob")).ShouldBeTrue();
        (await MovementsAsync(bench)).ShouldBeEmpty();
    }

    [DatabaseFact]
    public async Task A_reader_who_left_and_asked_anew_has_left_once_when_they_are_erased_unconfirmed()
    {
        await using var bench = await SignupBench.CreateAsync();
        var reader = await bench.ReaderAsync("ada@example.org");
        (await bench.Leaving.UnsubscribeAsync(reader.Id, "Bob")).ShouldBeTrue();
        bench.Clock.Advance(TimeSpan.FromDays(2));
        await bench.AskAsync("ada@example.org");
        (await bench.Erasing.EraseAsync(reader.Id, "ada@example.org", "Bob")).ShouldBe(EraseOutcome.Erased);
        (await MovementsAsync(bench)).ShouldBe([(ConsentKind.Confirmed, 1), (ConsentKind.Withdrawn, 1)], ignoreOrder: true);
    }

    [DatabaseFact]
    public async Task A_reader_who_takes_back_that_they_left_has_left_and_joined()
    {
        await using var bench = await SignupBench.CreateAsync();
        var reader = await bench.ReaderAsync("ada@example.org");
        (await bench.Leaving.UnsubscribeAsync(reader.Id, "Bob")).ShouldBeTrue();
        (await bench.Leaving.UndoAsync(reader.Id, "Bob")).ShouldBeTrue();
        (await MovementsAsync(bench)).ShouldBe([(ConsentKind.Confirmed, 1), (ConsentKind.Restored, 1), (ConsentKind.Withdrawn, 1)], ignoreOrder: true);
    }

    private static async Task<IReadOnlyList<(ConsentKind Kind, long Subscribers)>> MovementsAsync(SignupBench bench)
    {
        var now = bench.Clock.GetUtcNow();
        var movements = await bench.Database.ReadAsync(session => SubscriberStatistics.MovementsAsync(session, [now.AddDays(-9), now.AddDays(1)]));
        return [.. movements.Select(one => (one.Kind, one.Subscribers))];
    }
}
