using Digest.Outbox;

namespace Digest.Tests.Outbox;

public sealed class SubmittingActivityTests
{
    [Fact]
    public void Answers_count_for_a_minute_and_connections_while_they_stand()
    {
        var clock = new Clock();
        var activity = new SubmittingActivity(clock);
        activity.Opened();
        activity.Opened();
        activity.Closed();
        activity.Answered();
        activity.Answered();
        clock.Advance(TimeSpan.FromSeconds(30));
        activity.Answered();

        activity.Connections.ShouldBe(1);
        activity.LastMinute.ShouldBe(3);
        clock.Advance(TimeSpan.FromSeconds(30));
        activity.LastMinute.ShouldBe(1);
        clock.Advance(TimeSpan.FromHours(1));
        activity.LastMinute.ShouldBe(0);
    }
}
