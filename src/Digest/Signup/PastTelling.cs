using Digest.Outbox;
using Digest.Storage;
using Digest.Subscribers;

namespace Digest.Signup;

/// <summary>
/// When subscribers were last asked to confirm, or told that they read us already. Whoever lets them be asked again and again waits
/// longer each time: a day, then two, four and so on.
/// </summary>
internal sealed class PastTelling
{
    private static readonly TimeSpan First = TimeSpan.FromDays(1);

    // Who did not confirm within a month is forgotten; what was longer ago does not count.
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(32);

    private readonly ILookup<(long, MessageKind), PastMessage> past;
    private readonly HashSet<(string, MessageKind)> now = [];
    private readonly long time;

    private PastTelling(IEnumerable<PastMessage> messages, long time)
    {
        past = messages.ToLookup(message => (message.SubscriberId, KindOf(message)));
        this.time = time;
    }

    public static async Task<PastTelling> ReadAsync(Session session, IReadOnlyCollection<long> subscriberIds, long now)
    {
        var messages = await OutboxHistory.SinceAsync(session, subscriberIds,
            [MessageKind.Confirmation, MessageKind.Reminder, MessageKind.AlreadyReading], now - (long)Remembered.TotalMilliseconds);
        // What failed told nobody anything.
        return new PastTelling(messages.Where(message => message.Status != MessageStatus.Failed), now);
    }

    /// <summary>From now on this address counts as told.</summary>
    public void Note(string addressKey, MessageKind kind) => now.Add((addressKey, kind));

    /// <summary>How long ago an address was told, where it is too early to do so again.</summary>
    public Telling Look(string addressKey, Subscriber? subscriber, MessageKind kind)
    {
        if (now.Contains((addressKey, kind)))
            return Telling.Today;
        if (subscriber is null || past[(subscriber.Id, kind)].ToList() is not { Count: > 0 } messages)
            return Telling.Free;
        // Whoever confirmed or left since begins anew.
        var since = Math.Max(subscriber.ConfirmedAt ?? 0, subscriber.UnsubscribedAt ?? 0);
        var times = Math.Max(messages.Count(message => message.Kind == kind && (kind != MessageKind.Confirmation || message.CreatedAt > since)), 1);
        var ago = TimeSpan.FromMilliseconds(time - messages.Max(message => message.CreatedAt));
        return ago < First ? Telling.Today : ago < First * Math.Pow(2, times - 1) ? Telling.Lately : Telling.Free;
    }

    // A reminder asks the same as a confirmation.
    private static MessageKind KindOf(PastMessage message) => message.Kind == MessageKind.Reminder ? MessageKind.Confirmation : message.Kind;
}

/// <summary>Whether an address may be told something again.</summary>
internal enum Telling
{
    Free,

    /// <summary>It was told within a day.</summary>
    Today,

    /// <summary>It was told before, and more than once: it is let alone for longer.</summary>
    Lately,
}
