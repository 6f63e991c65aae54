using Digest.Mail;
using Digest.Mail.Dkim;
using Microsoft.Extensions.Logging;

namespace Digest.Jobs.Alerts;

/// <summary>Notices by mail, straight to the mail server.</summary>
public sealed class NoticeByMail(AlertOptions options, SiteOptions site, ITransport transport, MessageSigners signers, NoticeWords words, TimeProvider clock, ILogger<NoticeByMail> logger) : INoticeWay
{
    /// <summary>Far less than a mail server may take; the next minute tries again.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public IReadOnlyList<string> Channels => [.. options.Recipients.Select(one => one.Address)];

    public async Task<NoticeOutcome> SendAsync(Alert alert, string channel, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            var message = Message(alert, channel);
            await using var session = await transport.OpenAsync(either.Token);
            var outcome = await session.SubmitAsync(new Envelope(MailboxAddress.Parse(site.From).Address, channel), message, either.Token);
            return outcome switch
            {
                // Uncertain: it may have come, and a second one would be one too many.
                SubmissionOutcome.Submitted or SubmissionOutcome.Uncertain => NoticeOutcome.Sent,
                SubmissionOutcome.ConnectionLost => NoticeOutcome.Unreachable,
                _ => NoticeOutcome.Refused,
            };
        }
        catch (OpeningFailedException)
        {
            return NoticeOutcome.Unreachable;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return NoticeOutcome.Unreachable;
        }
        catch (Exception problem) when (problem is HeaderException or ArgumentException)
        {
            logger.LogError("The notice of alert {Alert} could not be built: {Problem}", alert.Id, problem.GetType().Name);
            return NoticeOutcome.Refused;
        }
    }

    /// <summary>No list headers: this is no list. Automatic, so that nobody's absence answers it (RFC 3834 §5).</summary>
    private byte[] Message(Alert alert, string channel)
    {
        var sender = MailboxAddress.Parse(site.From);
        var recipient = options.Recipients.First(one => one.Address == channel);
        return PreparedMessage.Prepare(new MessageTemplate
        {
            From = sender,
            Subject = words.Subject(alert),
            Html = words.Html(alert),
            Text = words.Text(alert),
            Headers = [new("Auto-Submitted", "auto-generated"), new("X-Auto-Response-Suppress", "DR, RN, NRN, OOF, AutoReply")],
        }, signers).Fill(new MessageFill
        {
            To = recipient.Address,
            ToName = recipient.Name,
            MessageId = $"alert-{alert.Id}-{clock.GetUtcNow().ToUnixTimeSeconds()}@{sender.Domain}",
            Date = clock.GetUtcNow(),
        });
    }
}
