using Digest.Outbox;

namespace Digest.Tests.Outbox;

/// <summary>How fast messages begin, with a server that is content and with one that has had enough.</summary>
public sealed class PaceTests
{
    private readonly Clock clock = new();

    [Fact]
    public void Without_a_limit_nobody_waits()
    {
        var pace = new Pace(0, clock);
        for (var at = 0; at < 1000; at++)
            pace.WaitAsync(CancellationToken.None).IsCompleted.ShouldBeTrue();
        pace.Slowed.ShouldBeNull();
    }

    [Fact]
    public async Task Messages_are_spread_evenly()
    {
        var pace = new Pace(2, clock);
        pace.WaitAsync(CancellationToken.None).IsCompleted.ShouldBeTrue();
        var (second, third) = (pace.WaitAsync(CancellationToken.None), pace.WaitAsync(CancellationToken.None));
        clock.Advance(TimeSpan.FromSeconds(0.5));
        await second;
        third.IsCompleted.ShouldBeFalse();
        clock.Advance(TimeSpan.FromSeconds(0.5));
        await third;
    }

    [Fact]
    public void Trouble_halves_the_pace_once_however_many_connections_tell_it()
    {
        var pace = new Pace(100, clock);
        pace.SlowDown().ShouldBe(50);
        for (var at = 0; at < 9; at++)
            pace.SlowDown().ShouldBeNull();
        clock.Advance(Pace.OneTrouble);
        pace.SlowDown().ShouldBe(25);
        pace.Slowed.ShouldBe(25);
    }

    [Fact]
    public void A_pace_without_a_limit_is_halved_from_what_it_was()
    {
        var pace = new Pace(0, clock);
        for (var second = 0; second < 15; second++)
        {
            for (var at = 0; at < 40; at++)
                pace.WaitAsync(CancellationToken.None).IsCompleted.ShouldBeTrue();
            clock.Advance(TimeSpan.FromSeconds(1));
        }
        pace.SlowDown().ShouldNotBeNull().ShouldBeInRange(19, 21);
    }

    [Fact]
    public void It_recovers_by_a_quarter_each_half_minute_and_no_further_than_allowed()
    {
        var pace = new Pace(100, clock);
        pace.SlowDown();
        clock.Advance(Pace.Recovery);
        _ = pace.WaitAsync(CancellationToken.None);
        pace.Slowed.ShouldBe(62.5);
        clock.Advance(Pace.Recovery * 2);
        _ = pace.WaitAsync(CancellationToken.None);
        pace.Slowed.ShouldNotBeNull().ShouldBe(97.7, tolerance: 0.1);
        clock.Advance(Pace.Recovery);
        _ = pace.WaitAsync(CancellationToken.None);
        pace.Slowed.ShouldBeNull();
    }

    [Fact]
    public void Endless_trouble_never_stops_it_altogether()
    {
        var pace = new Pace(50, clock);
        for (var at = 0; at < 20; at++)
        {
            pace.SlowDown();
            clock.Advance(Pace.OneTrouble);
        }
        pace.Slowed.ShouldBe(1);
    }
}
