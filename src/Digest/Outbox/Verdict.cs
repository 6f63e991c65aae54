using Digest.Mail;
using Digest.Storage;

namespace Digest.Outbox;

/// <summary>What an answer from the wire means for a message.</summary>
public sealed class Verdict(OutboxOptions options, Backoff backoff, TimeProvider clock)
{
    private const int ServiceNotAvailable = 421;
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);

    /// <summary>The answer.</summary>
    /// <param name="message">What was submitted.</param>
    /// <param name="outcome">What came of it.</param>
    /// <param name="othersGo">Whether others' messages were submitted lately.</param>
    public Answer On(ClaimedMessage message, SubmissionOutcome outcome, bool othersGo) => outcome switch
    {
        SubmissionOutcome.Submitted submitted => new Answer(MessageStatus.Submitted, submitted.Answer.Code, submitted.Answer.ToString(), RetryAt: null),
        SubmissionOutcome.Refused refused => new Answer(MessageStatus.Failed, refused.Answer.Code, refused.Answer.ToString(), RetryAt: null),
        // 421 speaks of the server, not of the address.
        SubmissionOutcome.Deferred { Answer.Code: ServiceNotAvailable } busy => Later(message, busy.Answer.Code, busy.Answer.ToString(), countsAgainstAddress: false),
        SubmissionOutcome.Deferred deferred => Later(message, deferred.Answer.Code, deferred.Answer.ToString(), countsAgainstAddress: true),
        SubmissionOutcome.ConnectionLost lost => Broken(message, lost.Why, othersGo),
        SubmissionOutcome.Uncertain uncertain => Unknown(message, uncertain.Why),
        _ => throw new InvalidOperationException($"Nobody has said what {outcome.GetType().Name} means."),
    };

    /// <summary>Whether an answer speaks of the pace: 421, or a policy for the moment (4.7.x: greylisting, rate limits).</summary>
    public static bool HasHadEnough(SmtpAnswer answer) => answer.ClosesConnection || answer.Enhanced?.StartsWith("4.7.", StringComparison.Ordinal) == true;

    /// <summary>Before anything of the message was on the wire.</summary>
    public Answer NotReached(ClaimedMessage message, string reason, DateTimeOffset until) =>
        message.Status is MessageStatus.Uncertain
            ? new Answer(MessageStatus.Uncertain, Code: null, reason, until, CountsAgainstAddress: false)
            : TooOld(message, code: null, reason) ?? new Answer(MessageStatus.Deferred, Code: null, reason, until, CountsAgainstAddress: false);

    /// <summary>The program was asked to stop before the final dot: nothing was accepted.</summary>
    public Answer Stopped() => new(MessageStatus.Deferred, Code: null, "the program was stopped before the message was submitted", clock.GetUtcNow(), CountsAgainstAddress: false);

    private Answer Later(ClaimedMessage message, int? code, string text, bool countsAgainstAddress)
    {
        var pause = countsAgainstAddress ? backoff.After(message.Attempts + 1) : Soon;
        return TooOld(message, code, text) ?? new Answer(MessageStatus.Deferred, code, text, clock.GetUtcNow() + pause, countsAgainstAddress);
    }

    // Where nobody's message goes it is the server that is broken, and no message is at fault.
    private Answer Broken(ClaimedMessage message, string why, bool othersGo) => othersGo && message.Breaks + 1 >= options.ParkAfterBreaks
        ? new Answer(MessageStatus.Failed, Code: null, $"parked: the connection broke over it {message.Breaks + 1} times while others' messages went: {why}", RetryAt: null, CountsAgainstAddress: false, Broke: true)
        : Later(message, code: null, why, countsAgainstAddress: false) with { Broke = othersGo };

    private Answer? TooOld(ClaimedMessage message, int? code, string text) => clock.GetUtcNow() - message.CreatedAt.ToTime() >= TimeSpan.FromHours(options.GiveUpAfterHours)
        ? new Answer(MessageStatus.Failed, code, $"given up after {options.GiveUpAfterHours} hours: {text}", RetryAt: null)
        : null;

    private Answer Unknown(ClaimedMessage message, string reason)
    {
        var again = options.ResubmitUncertain && !message.Resubmitted && message.Status is not MessageStatus.Uncertain;
        return new Answer(MessageStatus.Uncertain, Code: null, reason, again ? clock.GetUtcNow() + OutboxClaims.LeaseTime : null);
    }
}
