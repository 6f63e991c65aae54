using Digest.Mail;
using Digest.Outbox;
using Microsoft.Extensions.Logging.Abstractions;

namespace Digest.Tests.Outbox;

/// <summary>When it is the sender that is refused, and when it is the readers.</summary>
public sealed class SenderRefusalsTests
{
    private readonly Brake brake = new();

    [Fact]
    public async Task Ten_policy_refusals_in_a_row_stop_the_edition_once()
    {
        var refusals = Refusals();
        await NoteAsync(refusals, 9, at => Refused(550, "5.7.1", SmtpStage.Recipient, $"<reader{at}@x.example> no"));
        brake.Stopped.ShouldBeEmpty();
        await NoteAsync(refusals, 1, _ => Refused(550, "5.7.1"));
        brake.Stopped.ShouldBe([1]);
        await NoteAsync(refusals, 9, _ => Refused(550, "5.7.1"));
        brake.Stopped.ShouldBe([1], "counting begins anew");
    }

    [Fact]
    public async Task Refusals_to_MAIL_count_also_without_an_enhanced_code()
    {
        await NoteAsync(Refusals(), 10, _ => Refused(550, enhanced: null, SmtpStage.Mail));
        brake.Stopped.ShouldBe([1]);
    }

    [Fact]
    public async Task One_that_is_taken_or_refused_for_another_reason_begins_the_count_anew()
    {
        await NoteAsync(Refusals(), 30, at => at % 9 == 8 ? new SubmissionOutcome.Submitted(new SmtpAnswer(250, null, "ok")) : Refused(550, "5.7.1"));
        await NoteAsync(Refusals(), 30, at => at % 9 == 8 ? Refused(550, "5.1.1") : Refused(550, "5.7.1"));
        await NoteAsync(Refusals(), 30, at => Refused(550, at % 2 == 0 ? "5.7.1" : "5.7.26"));
        brake.Stopped.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_put_off_between_them_tells_nothing()
    {
        await NoteAsync(Refusals(), 19, at => at % 2 == 0 ? Refused(550, "5.7.1") : new SubmissionOutcome.ConnectionLost("gone"));
        brake.Stopped.ShouldBe([1]);
    }

    [Theory]
    [InlineData(550, "5.1.1", SmtpStage.Recipient)]
    [InlineData(552, "5.2.2", SmtpStage.Message)]
    [InlineData(550, null, SmtpStage.Recipient)]
    [InlineData(552, "5.3.4", SmtpStage.Mail)]
    [InlineData(553, "5.6.7", SmtpStage.Mail)]
    public async Task What_speaks_of_readers_or_of_one_message_stops_nothing(int code, string? enhanced, SmtpStage stage)
    {
        await NoteAsync(Refusals(), 50, _ => Refused(code, enhanced, stage));
        brake.Stopped.ShouldBeEmpty();
    }

    [Fact]
    public async Task Editions_are_counted_apart_and_messages_outside_them_not_at_all()
    {
        var refusals = Refusals();
        for (var at = 0; at < 30; at++)
        {
            await refusals.NoteAsync(new ClaimedMessage { EditionId = null }, Refused(550, "5.7.1"));
            await refusals.NoteAsync(new ClaimedMessage { EditionId = 1 + (at % 4) }, Refused(550, "5.7.1"));
        }
        brake.Stopped.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_brake_that_breaks_costs_no_answer()
    {
        brake.Broken = true;
        await Should.NotThrowAsync(() => NoteAsync(Refusals(), 10, _ => Refused(550, "5.7.1")));
    }

    private SenderRefusals Refusals() => new(brake, NullLogger<SenderRefusals>.Instance);

    private static async Task NoteAsync(SenderRefusals refusals, int times, Func<int, SubmissionOutcome> outcome)
    {
        for (var at = 0; at < times; at++)
            await refusals.NoteAsync(new ClaimedMessage { EditionId = 1 }, outcome(at));
    }

    private static SubmissionOutcome.Refused Refused(int code, string? enhanced, SmtpStage stage = SmtpStage.Recipient, string text = "no") => new(new SmtpAnswer(code, enhanced, text), stage);

    private sealed class Brake : IEditionBrake
    {
        public List<long> Stopped { get; } = [];

        public bool Broken { get; set; }

        public Task<bool> StopAsync(long edition)
        {
            if (Broken)
                throw new IOException("the disk is full");
            Stopped.Add(edition);
            return Task.FromResult(true);
        }
    }
}
