using Digest.Mail;

namespace Digest.Tests.Outbox;

/// <summary>Which answers slow the submitting down, as its line on the jobs page tells.</summary>
public sealed class SlowedSubmittingTests
{
    [Theory]
    [InlineData(421, null, true)]
    [InlineData(451, "4.7.1", true)]
    [InlineData(451, "4.3.0", false)]
    [InlineData(452, "4.2.2", false)]
    public async Task A_server_that_has_had_enough_slows_it_down(int code, string? enhanced, bool slows)
    {
        await using var bench = await OutboxBench.CreateAsync(new ScriptedTransport(_ => new SubmissionOutcome.Deferred(new SmtpAnswer(code, enhanced, "<a@b.example> later"), SmtpStage.Recipient)));
        await bench.PrepareDigestAsync("a@b.example");
        await bench.SubmitAsync();
        bench.Submitting.Says().Contains("slowed down to 1 a second", StringComparison.Ordinal).ShouldBe(slows, bench.Submitting.Says());
    }
}
