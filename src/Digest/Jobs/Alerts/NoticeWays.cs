namespace Digest.Jobs.Alerts;

/// <summary>A way to tell those who run the site. Nothing of the outbox is used: that may be what is broken.</summary>
public interface INoticeWay
{
    /// <summary>Who is told on this way at present, as the settings say; each is a channel with an hour of its own.</summary>
    IReadOnlyList<string> Channels { get; }

    /// <summary>Tells one channel; does not throw for what the other side does.</summary>
    Task<NoticeOutcome> SendAsync(Alert alert, string channel, CancellationToken cancellation);
}

/// <summary>What became of one notice.</summary>
public enum NoticeOutcome
{
    Sent,

    /// <summary>This one was not taken; others may be.</summary>
    Refused,

    /// <summary>The way is blocked: nothing else need be tried on it now.</summary>
    Unreachable,
}
