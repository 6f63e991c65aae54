using Digest.Outbox;
using Digest.Web.Commands;

namespace Digest.Web.Tests.Commands;

/// <summary>What a person sees of an edition that goes out.</summary>
public sealed class SendProgressTests
{
    private readonly Clock clock = new();

    [Fact]
    public void It_tells_answers_by_class_and_how_fast_they_come_and_how_long_it_takes()
    {
        var progress = new SendProgress("2026-03-02", clock);
        progress.Words(Counts(submitted: 1_000)).ShouldBe("Edition 2026-03-02: 1,000 submitted");
        clock.Advance(TimeSpan.FromSeconds(5));
        progress.Words(Counts(submitted: 5_990, failed: 4, deferred: 6)).ShouldBe("Edition 2026-03-02: 5,990 submitted, 6 deferred, 4 failed, 1,000 a second, 1 min 34 s left");
        clock.Advance(TimeSpan.FromSeconds(95));
        progress.Words(Counts(submitted: 99_990, failed: 4, deferred: 6)).ShouldBe("Edition 2026-03-02: 99,990 submitted, 6 deferred, 4 failed");
    }

    [Fact]
    public void The_rate_is_that_of_the_last_moments()
    {
        var progress = new SendProgress("2026-03-02", clock);
        for (var second = 0; second < 60; second++)
        {
            progress.Words(Counts(submitted: second * 1000));
            clock.Advance(TimeSpan.FromSeconds(1));
        }
        for (var second = 0; second < 12; second++)
        {
            progress.Words(Counts(submitted: 60_000 + second * 5));
            clock.Advance(TimeSpan.FromSeconds(1));
        }
        progress.Words(Counts(submitted: 60_060)).ShouldBe("Edition 2026-03-02: 60,060 submitted, 5.0 a second, 2 h 13 min left");
    }

    private static EditionCounts Counts(int submitted, int failed = 0, int deferred = 0) => new()
    {
        Recipients = 100_000,
        Submitted = submitted,
        Failed = failed,
        Deferred = deferred,
        Waiting = 100_000 - submitted - failed - deferred,
    };
}
