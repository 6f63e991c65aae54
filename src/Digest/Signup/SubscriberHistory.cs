using Digest.Outbox;
using Digest.Storage;
using Digest.Subscribers;

namespace Digest.Signup;

/// <summary>Everything that is on record about one subscriber, in one line of time.</summary>
public sealed class SubscriberHistory(Database database)
{
    /// <summary>Entries on one page.</summary>
    public const int PageSize = 100;

    /// <summary>The newest entries before a time.</summary>
    /// <param name="subscriber">Whose.</param>
    /// <param name="before">UTC milliseconds; null: up to now.</param>
    public Task<HistoryPage> ReadAsync(Subscriber subscriber, long? before) => database.ReadAsync(async session =>
    {
        const int most = PageSize + 1;
        var until = before ?? long.MaxValue;
        var entries = new List<HistoryEntry>();
        entries.AddRange((await Consents.ReadAsync(session, subscriber.Id, until, most)).Select(one => new ConsentEntry(one)));
        entries.AddRange((await SignupRequests.ReadAsync(session, subscriber.AddressKey, until, most)).Select(one => new RequestEntry(one)));
        entries.AddRange((await SubscriberMessages.ReadAsync(session, subscriber.Id, until, most)).Select(one => new MessageEntry(one)));
        entries.AddRange((await SubscriberChanges.ReadAsync(session, subscriber.Id, until, most)).Select(one => new ChangeEntry(one)));
        // What happened in one moment stands on one page, in the order in which one thing led to another.
        var ordered = entries.OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Rank).ThenByDescending(entry => entry.Id).ToList();
        if (ordered.Count <= PageSize)
            return new HistoryPage(ordered, Before: null);
        var last = ordered[PageSize - 1].At;
        var page = ordered.TakeWhile(entry => entry.At >= last).ToList();
        return new HistoryPage(page, page.Count < ordered.Count ? last : null);
    });
}

/// <summary>Some entries, the newest first.</summary>
/// <param name="Entries">What happened.</param>
/// <param name="Before">Older entries are before this time; null: there are none.</param>
public sealed record HistoryPage(IReadOnlyList<HistoryEntry> Entries, long? Before);

/// <summary>Something that happened.</summary>
/// <param name="At">UTC milliseconds.</param>
/// <param name="Rank">The order of what happened in the same moment.</param>
/// <param name="Id">The order of what is alike.</param>
public abstract record HistoryEntry(long At, int Rank, long Id);

public sealed record RequestEntry(PastRequest Request) : HistoryEntry(Request.At, 0, Request.Id);

public sealed record ConsentEntry(Consent Consent) : HistoryEntry(Consent.At, 1, Consent.Id);

public sealed record ChangeEntry(SubscriberChange Change) : HistoryEntry(Change.At, 2, Change.Id);

public sealed record MessageEntry(SubscriberMessage Message) : HistoryEntry(Message.CreatedAt, 3, Message.Id);
