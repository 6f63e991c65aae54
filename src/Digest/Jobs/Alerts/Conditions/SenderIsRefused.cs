using System.Text.RegularExpressions;
using Digest.Mail;
using Digest.Outbox;
using Digest.Storage;

namespace Digest.Jobs.Alerts.Conditions;

/// <summary>The same refusal for many readers in a row: it is the sender that is refused, not the readers.</summary>
public sealed partial class SenderIsRefused(Database database, TimeProvider clock) : IAlertCondition
{
    private static readonly TimeSpan News = TimeSpan.FromDays(1);

    public string Name => "sender-refused";

    public async Task<IReadOnlyList<Trouble>> FindAsync(CancellationToken cancellation)
    {
        var answers = await database.ReadAsync(session => LatestAnswers.OfDigestsAsync(session, SenderRefusals.InARow), cancellation);
        if (answers.Count < SenderRefusals.InARow || answers[0].At < (clock.GetUtcNow() - News).ToMilliseconds())
            return [];
        var kinds = answers.Select(one => (one.EditionId, one.Outcome, one.Code, Enhanced: EnhancedCode().Match(one.Answer ?? "").Value)).Distinct().ToList();
        if (kinds.Count > 1 || kinds[0].Outcome is not MessageStatus.Failed || kinds[0].Code is null || SpeaksOfReaders(kinds[0].Enhanced))
            return [];
        var words = answers[0].Answer ?? "";
        var isPaused = await database.ReadAsync(session => session.ScalarAsync<long?>("SELECT paused_at FROM editions WHERE id = @id", new { id = kinds[0].EditionId }), cancellation) is not null;
        return [new Trouble(
            $"{Name}:{kinds[0].EditionId}", AlertSeverity.Serious,
            $"The mail server refuses one message after the other of edition {kinds[0].EditionId} with the same answer: {Scrubbed.Of(words)}",
            isPaused ? $"It is the sender that is refused, not the readers, so the edition was paused. {AnswerMeaning.Of(words)} When that is mended, resume it; who was refused can be submitted once more."
                : $"It is the sender that is refused, not the readers. {AnswerMeaning.Of(words)} When that is mended, who was refused can be submitted once more.",
            $"/admin/editions/{kinds[0].EditionId}", "Look at the edition")];
    }

    /// <summary>A bad or full mailbox, one after the other: an old list, and not the sender's fault (RFC 3463 §3.2, §3.3).</summary>
    private static bool SpeaksOfReaders(string enhanced) => enhanced is "5.1.1" or "5.1.2" or "5.1.3" or "5.1.6" or "5.1.10" || enhanced.StartsWith("5.2.", StringComparison.Ordinal);

    [GeneratedRegex(@"(?<=^[45][0-9]{2} )[45]\.[0-9]{1,3}\.[0-9]{1,3}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EnhancedCode();
}
