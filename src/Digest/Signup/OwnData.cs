using Digest.Links;
using Digest.Outbox;
using Digest.Storage;
using Digest.Subscribers;

namespace Digest.Signup;

/// <summary>What a reader sees and does with a fresh link: everything that is known about them, their hour, and being forgotten.</summary>
public sealed class OwnData(Database database, LinkSigner signer, Erasing erasing, Suppressions suppressions, TimeProvider clock)
{
    private const int Most = 10_000;

    /// <summary>Whose data the link opens.</summary>
    public Task<OwnDataAccess> LookAsync(string token) => database.ReadAsync(session => LookAsync(session, token));

    /// <summary>Keeps hour and time zone, and whatever else was chosen with them.</summary>
    /// <returns>False: the link opens nothing that can be changed.</returns>
    public Task<bool> ChooseAsync(string token, Choices choices) => database.WriteAsync(async session =>
    {
        if ((await LookAsync(session, token)).Subscriber is not { } before || !await SubscriberBook.ChooseAsync(session, before.Id, choices))
            return false;
        await SubscriberChanges.NoteAsync(session, before, SubscriberChanges.Reader, clock.Milliseconds());
        return true;
    });

    /// <summary>Forgets the reader.</summary>
    /// <returns>False: the link opens nothing.</returns>
    public Task<bool> EraseAsync(string token) => database.WriteAsync(async session =>
    {
        if ((await LookAsync(session, token)).Subscriber is not { } subscriber)
            return false;
        await erasing.EraseAsync(session, subscriber);
        return true;
    });

    /// <summary>Everything that is kept; null: the link opens nothing.</summary>
    public Task<OwnRecord?> ReadAsync(string token) => database.ReadAsync(async session => (await LookAsync(session, token)).Subscriber is { } subscriber
        ? new OwnRecord(
            subscriber,
            await Consents.ReadAsync(session, subscriber.Id, long.MaxValue, Most),
            await SubscriberChanges.ReadAsync(session, subscriber.Id, long.MaxValue, Most),
            await SubscriberMessages.ReadAsync(session, subscriber.Id, long.MaxValue, Most),
            await SignupRequests.ReadAsync(session, subscriber.AddressKey, long.MaxValue, Most),
            await suppressions.FindAsync(session, subscriber.AddressKey))
        : null);

    private async Task<OwnDataAccess> LookAsync(Session session, string token)
    {
        if (signer.ReadUntil(LinkPurpose.Data, token) is not { } link)
            return new OwnDataAccess(Subscriber: null, IsOver: false);
        if (clock.Milliseconds() >= link.End)
            return new OwnDataAccess(Subscriber: null, IsOver: true);
        var subscriber = await SubscriberBook.FindAsync(session, link.Id);
        // Whoever read the mail of the old address is not asked any more.
        var sentAt = link.End - (long)SiteLinks.DataTime.TotalMilliseconds;
        return subscriber is null or { Status: SubscriberStatus.Erased } || await SubscriberChanges.MovedAtAsync(session, link.Id) >= sentAt
            ? new OwnDataAccess(Subscriber: null, IsOver: false)
            : new OwnDataAccess(subscriber, IsOver: false);
    }
}

/// <summary>What a link to somebody's data opens.</summary>
/// <param name="Subscriber">Null: nothing.</param>
/// <param name="IsOver">It was good once.</param>
public sealed record OwnDataAccess(Subscriber? Subscriber, bool IsOver);

/// <summary>Everything that is kept about a reader.</summary>
/// <param name="Subscriber">The record, with what they chose.</param>
/// <param name="Consents">The newest first.</param>
/// <param name="Changes">The newest first.</param>
/// <param name="Messages">With every answer; the newest first.</param>
/// <param name="Requests">Sign-ups; the newest first.</param>
/// <param name="Suppression">Why the address gets nothing; null: it does.</param>
public sealed record OwnRecord(
    Subscriber Subscriber,
    IReadOnlyList<Consent> Consents,
    IReadOnlyList<SubscriberChange> Changes,
    IReadOnlyList<SubscriberMessage> Messages,
    IReadOnlyList<PastRequest> Requests,
    string? Suppression);
