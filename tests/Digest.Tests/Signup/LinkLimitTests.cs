using System.Globalization;
using Digest.Signup;

namespace Digest.Tests.Signup;

public sealed class LinkLimitTests
{
    private readonly Clock clock = new();

    [Fact]
    public void In_no_hour_a_client_may_ask_oftener_than_the_setting_says()
    {
        var limit = new LinkLimit(new SignupOptions { MailsPerClientPerHour = 2 }, clock);
        limit.TryTake("192.0.2.1", out _).ShouldBeTrue();
        clock.Advance(TimeSpan.FromMinutes(40));
        limit.TryTake("::ffff:192.0.2.1", out _).ShouldBeTrue();
        limit.TryTake("192.0.2.1", out var wait).ShouldBeFalse();
        wait.ShouldBe(TimeSpan.FromMinutes(20));
        clock.Advance(TimeSpan.FromMinutes(20));
        limit.TryTake("192.0.2.1", out _).ShouldBeTrue();
        limit.TryTake("192.0.2.1", out wait).ShouldBeFalse();
        wait.ShouldBe(TimeSpan.FromMinutes(40));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("nonsense")]
    public void Those_who_cannot_be_told_apart_are_not_limited(string? client)
    {
        var limit = new LinkLimit(new SignupOptions { MailsPerClientPerHour = 1 }, clock);
        for (var at = 0; at < 3; at++)
            limit.TryTake(client, out _).ShouldBeTrue();
    }

    [Fact]
    public void A_flood_from_very_many_networks_takes_no_more_room_than_so_much()
    {
        var limit = new LinkLimit(new SignupOptions { MailsPerClientPerHour = 1 }, clock);
        limit.TryTake("192.0.2.1", out _).ShouldBeTrue();
        clock.Advance(TimeSpan.FromSeconds(1));
        for (var at = 0; at < LinkLimit.MostClients - 1; at++)
            limit.TryTake(string.Create(CultureInfo.InvariantCulture, $"2001:db8:{at:x}::1"), out _).ShouldBeTrue();
        limit.TryTake("192.0.2.1", out _).ShouldBeFalse();
        clock.Advance(TimeSpan.FromSeconds(1));
        limit.TryTake("192.0.2.2", out _).ShouldBeTrue();
        limit.TryTake("192.0.2.1", out _).ShouldBeTrue("the one that began to ask first is forgotten");
        limit.TryTake("192.0.2.2", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Many_at_once_are_counted_like_one_after_another()
    {
        var limit = new LinkLimit(new SignupOptions { MailsPerClientPerHour = 5 }, clock);
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => limit.TryTake("192.0.2.1", out TimeSpan? _))));
        answers.Count(one => one).ShouldBe(5);
    }
}
