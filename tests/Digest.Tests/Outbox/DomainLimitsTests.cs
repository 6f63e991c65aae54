using Digest.Mail;

namespace Digest.Tests.Outbox;

/// <summary>Domains that take only so many messages in a time.</summary>
public sealed class DomainLimitsTests
{
    [Fact]
    public void The_list_is_read_as_it_is_written()
    {
        var limits = DomainLimits.Read("GMail.com 20/s, web.de 600/min;\n bücher.example 2000/h");
        limits.ShouldBe(new Dictionary<string, double> { ["gmail.com"] = 20, ["web.de"] = 10, ["xn--bcher-kva.example"] = 2000 / 3600.0 }, ignoreOrder: true);
        DomainLimits.Read("  ").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("gmail.com")]
    [InlineData("gmail.com 20")]
    [InlineData("gmail.com 20/day")]
    [InlineData("gmail.com 0/s")]
    [InlineData("gmail.com -1/s")]
    [InlineData("a b 3/s")]
    [InlineData("exa<mple.com 3/s")]
    [InlineData("gmail.com 3/s, GMAIL.com 4/s")]
    public void What_is_not_understood_is_refused_by_name(string list) =>
        Should.Throw<FormatException>(() => DomainLimits.Read(list)).Message.ShouldNotBeEmpty();

    [Fact]
    public async Task Messages_to_a_limited_domain_go_as_fast_as_it_allows_and_hold_up_nobody_else()
    {
        var transport = new ScriptedTransport();
        await using var bench = await OutboxBench.CreateAsync(transport, new SmtpOptions { MaxConnections = 2, DomainLimits = "slow.example 2/min" });
        for (var at = 0; at < 4; at++)
            await bench.PrepareDigestAsync($"reader{at}@slow.example");
        for (var at = 0; at < 20; at++)
            await bench.PrepareDigestAsync($"reader{at}@fast.example");
        await bench.SubmitAsync();
        Taken(transport).ShouldBe((1, 20));
        var minutes = new List<int>();
        for (var half = 0; half < 3; half++)
        {
            bench.Clock.Advance(TimeSpan.FromSeconds(30));
            await bench.SubmitAsync();
            minutes.Add(Taken(transport).Slow);
        }
        minutes.ShouldBe([2, 3, 4]);
    }

    [Fact]
    public async Task What_a_reader_waits_for_is_not_put_off()
    {
        var transport = new ScriptedTransport();
        await using var bench = await OutboxBench.CreateAsync(transport, new SmtpOptions { MaxConnections = 1, DomainLimits = "slow.example 1/h" });
        await bench.PrepareDigestAsync("first@slow.example");
        await bench.SubmitAsync();
        var reader = await bench.PrepareDigestAsync("second@slow.example");
        await bench.AskToConfirmAsync(reader);
        await bench.SubmitAsync();
        transport.Taken.Select(one => one.Envelope.To).ShouldBe(["first@slow.example", "second@slow.example"]);
        transport.Taken.Last().Message.ShouldContain("Subject: Please confirm");
    }

    private static (int Slow, int Fast) Taken(ScriptedTransport transport) =>
        (transport.Taken.Count(one => one.Envelope.To.EndsWith("@slow.example", StringComparison.Ordinal)), transport.Taken.Count(one => one.Envelope.To.EndsWith("@fast.example", StringComparison.Ordinal)));
}
