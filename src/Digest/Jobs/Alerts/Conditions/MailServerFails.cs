using Digest.Editions;
using Digest.Mail;
using Digest.Outbox;

namespace Digest.Jobs.Alerts.Conditions;

/// <summary>The mail server cannot be reached, or refuses the sign-in, for more than a moment.</summary>
public sealed class MailServerFails(SubmitMessages submitting, ITransport transport, EditionClock calendar, TimeProvider clock) : IAlertCondition
{
    /// <summary>Servers are started anew now and then.</summary>
    internal static readonly TimeSpan Moment = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private DateTimeOffset? since;

    public string Name => "mail-server";

    public async Task<IReadOnlyList<Trouble>> FindAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        // Nobody tries while nothing is due: whether the server is back must be asked.
        if (submitting.Outage.Reason is not null && now - submitting.Outage.Until > Moment && await IsBackAsync(cancellation))
            submitting.Outage.End();
        if (submitting.Outage.Reason is not { } reason)
        {
            since = null;
            return [];
        }
        since ??= now;
        if (now - since < Moment)
            return [];
        return [new Trouble(
            Name, AlertSeverity.Serious,
            $"Nothing can be submitted since {calendar.Time(since.Value)}: {Scrubbed.Of(reason)}",
            $"{AnswerMeaning.Of(reason)} No message is lost: all wait, and are tried again every five minutes.",
            "/admin/settings/sending", "Look at the mail server's settings")];
    }

    private async Task<bool> IsBackAsync(CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            await using var session = await transport.OpenAsync(either.Token);
            return true;
        }
        catch (OpeningFailedException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }
}
