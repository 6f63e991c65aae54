using Digest.Mail;
using Microsoft.Extensions.Logging;

namespace Digest.Outbox;

/// <summary>
/// Notices when one recipient after the other is refused for the same reason that lies with the sender: a policy (5.7.x), or 5yz to
/// MAIL. Then it is the sender that is refused and not the readers, and the edition stops before all of them have failed.
/// </summary>
public sealed class SenderRefusals(IEditionBrake brake, ILogger<SenderRefusals> logger)
{
    /// <summary>So many in a row are no accident.</summary>
    public const int InARow = 10;

    private readonly Lock turn = new();
    private readonly Dictionary<long, (string What, int Count)> streaks = [];

    /// <summary>Hears of every outcome. It never throws: the answer in the caller's hand must be written down.</summary>
    public async Task NoteAsync(ClaimedMessage message, SubmissionOutcome outcome)
    {
        if (message.EditionId is not { } edition || !Counts(edition, outcome))
            return;
        try
        {
            if (await brake.StopAsync(edition))
                logger.LogError("Edition {Edition} is paused: {Count} of its messages were refused one after the other with the same answer, which speaks of the sender", edition, InARow);
        }
        catch (Exception problem)
        {
            logger.LogError(problem, "Edition {Edition} should be paused, as its sender is refused, and could not be", edition);
        }
    }

    private bool Counts(long edition, SubmissionOutcome outcome)
    {
        lock (turn)
        {
            if (outcome is not SubmissionOutcome.Refused refused || What(refused) is not { } what)
            {
                // The sender is taken, or the fault is this recipient's; what is put off or lost tells nothing of either.
                if (outcome is SubmissionOutcome.Submitted or SubmissionOutcome.Refused)
                    streaks.Remove(edition);
                return false;
            }
            var count = streaks.TryGetValue(edition, out var streak) && streak.What == what ? streak.Count + 1 : 1;
            streaks[edition] = (what, count);
            if (count < InARow)
                return false;
            streaks.Remove(edition);
            return true;
        }
    }

    /// <summary>The refusal without what differs from recipient to recipient; null: it speaks of the recipient or the message.</summary>
    private static string? What(SubmissionOutcome.Refused refused) => (refused.Answer.Enhanced, refused.Stage) switch
    {
        ({ } code, _) when code.StartsWith("5.7.", StringComparison.Ordinal) => $"{refused.Answer.Code} {code}",
        // Size, and characters that the server does not take, are this message's.
        ("5.3.4" or "5.6.3" or "5.6.7", _) => null,
        (var code, SmtpStage.Mail) => $"{refused.Answer.Code} {code}",
        _ => null,
    };
}
