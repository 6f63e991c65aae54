using Digest.Mail;

namespace Digest.Tests.Mail;

/// <summary>Messages that go in one piece with their final dot and the envelope of the next (RFC 2920 §3.1).</summary>
public sealed class WholeMessageTests
{
    private const string Hello = "S: 220 mail.example ready\nC: EHLO \nS: 250-mail.example\nS: 250 PIPELINING\n";
    private const string Announced = "C: MAIL FROM:\nC: RCPT TO:\nC: DATA\n";
    private const string TakenOn = "S: 250 ok\nS: 250 ok\nS: 354 go on\n";

    [Fact]
    public async Task A_whole_message_goes_when_it_may_be_completed_and_not_before()
    {
        await using var server = new ScriptedServer($"{Hello}{Announced}{TakenOn}message\nS: 250 queued");
        await using var session = await server.Transport().OpenAsync();
        var heardBefore = -1;
        var outcome = await session.SubmitAsync(Whole(mayComplete: () =>
        {
            heardBefore = server.Messages.Count;
            return new(result: true);
        }));
        outcome.ShouldBeOfType<SubmissionOutcome.Submitted>();
        heardBefore.ShouldBe(0);
        await server.FinishedAsync();
        server.Messages.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_server_that_hangs_up_in_the_middle_leaves_a_whole_message_uncertain()
    {
        await using var server = new ScriptedServer($"{Hello}{Announced}{TakenOn}part\ndrop");
        await using var session = await server.Transport().OpenAsync();
        (await session.SubmitAsync(Whole())).ShouldBeOfType<SubmissionOutcome.Uncertain>();
    }

    [Fact]
    public async Task A_server_that_hangs_up_before_the_dot_of_another_has_certainly_not_taken_it()
    {
        await using var server = new ScriptedServer($"{Hello}{Announced}{TakenOn}part\ndrop");
        await using var session = await server.Transport().OpenAsync();
        var outcome = await session.SubmitAsync(Whole(goesWhole: false, mayComplete: async () =>
        {
            await server.FinishedAsync();
            return true;
        }));
        outcome.ShouldBeOfType<SubmissionOutcome.ConnectionLost>();
    }

    [Fact]
    public async Task A_server_that_refuses_before_the_end_and_takes_the_rest_for_commands_refuses_nobody_else()
    {
        await using var server = new ScriptedServer($"{Hello}{Announced}{TakenOn}part\nS: 554 5.6.0 never\nS: 500 what?\nS: 500 what?\nS: 500 what?\nS: 500 what?\nstall");
        await using var session = await server.Transport().OpenAsync();
        var next = Whole();
        (await session.SubmitAsync(Whole(next: next))).ShouldBeOfType<SubmissionOutcome.Refused>();
        (await session.SubmitAsync(next)).ShouldBeOfType<SubmissionOutcome.ConnectionLost>();
        session.Usable.ShouldBeFalse();
    }

    [Fact]
    public async Task A_refusal_of_what_followed_a_refused_message_counts()
    {
        await using var server = new ScriptedServer($"{Hello}{Announced}{TakenOn}message\nS: 554 5.7.1 never\n{Announced}S: 250 ok\nS: 550 5.1.1 unknown\nS: 554 nobody");
        await using var session = await server.Transport().OpenAsync();
        var next = Whole();
        (await session.SubmitAsync(Whole(next: next))).ShouldBeOfType<SubmissionOutcome.Refused>();
        (await session.SubmitAsync(next)).ShouldBe(new SubmissionOutcome.Refused(new SmtpAnswer(550, "5.1.1", "unknown"), SmtpStage.Recipient));
        await server.FinishedAsync();
    }

    private static Submission Whole(bool goesWhole = true, Func<ValueTask<bool>>? mayComplete = null, Submission? next = null) => new(Samples.Envelope, Samples.Bytes())
    {
        GoesWhole = goesWhole,
        MayComplete = mayComplete ?? (() => new(result: true)),
        Next = () => new(next),
    };
}
