using Microsoft.Extensions.Logging;

namespace Digest.Jobs.Alerts;

/// <summary>Sends the notices that are due, each way by itself: what one cannot do keeps no other from it.</summary>
public sealed class Notices(NoticeBook book, IEnumerable<INoticeWay> ways, ILogger<Notices> logger)
{
    /// <summary>Sends what is due on every channel.</summary>
    public async Task SendDueAsync(CancellationToken cancellation = default)
    {
        foreach (var way in ways)
            await SendDueAsync(way, cancellation);
    }

    /// <summary>Tells everybody without the database, which is what is broken.</summary>
    /// <returns>Whether anybody was told.</returns>
    public async Task<bool> SendUnrecordedAsync(Alert alert, CancellationToken cancellation = default)
    {
        var told = false;
        foreach (var way in ways)
        {
            foreach (var channel in way.Channels)
                told |= await way.SendAsync(alert, channel, cancellation) is NoticeOutcome.Sent;
        }
        return told;
    }

    private async Task SendDueAsync(INoticeWay way, CancellationToken cancellation)
    {
        foreach (var channel in way.Channels)
        {
            foreach (var alert in await book.DueAsync(channel, cancellation))
            {
                if (await book.ClaimAsync(alert, channel, cancellation) && await SendAsync(way, alert, channel, cancellation) is NoticeOutcome.Unreachable)
                    return;
            }
        }
    }

    private async Task<NoticeOutcome> SendAsync(INoticeWay way, Alert alert, string channel, CancellationToken cancellation)
    {
        var outcome = NoticeOutcome.Unreachable;
        try
        {
            return outcome = await way.SendAsync(alert, channel, cancellation);
        }
        finally
        {
            if (outcome is NoticeOutcome.Sent)
                await book.SentAsync(alert, channel);
            else
                await book.NotSentAsync(alert, channel);
            if (outcome is not NoticeOutcome.Sent)
                logger.LogWarning("The notice of alert {Alert} ({Key}) was not sent by {Way}; the next minute tries again", alert.Id, alert.Key, way.GetType().Name);
        }
    }
}
