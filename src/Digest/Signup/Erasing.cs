using Digest.Outbox;
using Digest.Storage;
using Digest.Subscribers;

namespace Digest.Signup;

/// <summary>
/// Forgets a person (GDPR Art. 17). What stays tells nobody who it was: the row that messages refer to, when there was a consent,
/// and a keyed hash of the address, so that no import brings them back. They may sign up again, and count as new then.
/// </summary>
public sealed class Erasing(Database database, OutboxWriter outbox, Suppressions suppressions, TimeProvider clock)
{
    /// <summary>Erases, in one transaction. A message that is on the wire keeps its row; what the server says to it is kept without its words.</summary>
    /// <param name="id">Who.</param>
    /// <param name="typed">Their address, as the admin typed it to confirm.</param>
    /// <param name="admin">The admin's name.</param>
    public Task<EraseOutcome> EraseAsync(long id, string? typed, string admin) => database.WriteAsync(async session =>
    {
        if (await SubscriberBook.FindAsync(session, id) is not { } subscriber || subscriber.Status == SubscriberStatus.Erased)
            return EraseOutcome.Gone;
        if (!EmailAddress.TryParseTyped(typed, out var address, out _) || address.Key != subscriber.AddressKey)
            return EraseOutcome.OtherAddress;
        await EraseAsync(session, subscriber, SubscriberChanges.Admin(admin));
        return EraseOutcome.Erased;
    });

    /// <summary>The same for the person, in their own write: they have shown that the address is theirs.</summary>
    internal Task EraseAsync(Session session, Subscriber subscriber) => EraseAsync(session, subscriber, SubscriberChanges.Reader);

    private async Task EraseAsync(Session session, Subscriber subscriber, string who)
    {
        var (id, now) = (subscriber.Id, clock.Milliseconds());
        await outbox.SupersedeAsync(session, id);
        await SubscriberMessages.EraseAnswersAsync(session, id);
        await suppressions.AddAsync(session, subscriber.AddressKey, Suppressions.Erased, now);
        await SignupRequests.EraseAsync(session, subscriber.AddressKey);
        await AddressChanges.EraseAsync(session, id);
        await SendingLinks.EraseAsync(session, subscriber.AddressKey);
        await UploadedImports.EraseAsync(session, subscriber.Address, subscriber.AddressKey, subscriber.Name);
        await Consents.EraseAsync(session, id);
        if (subscriber.Status != SubscriberStatus.Unsubscribed)
            await Consents.AddAsync(session, id, ConsentKind.Withdrawn, new ConsentOrigin(who), now);
        await SubscriberBook.EraseAsync(session, id, now);
        await SubscriberChanges.NoteAsync(session, subscriber, who, now);
        await SubscriberChanges.EraseAsync(session, id);
    }
}

/// <summary>What came of erasing.</summary>
public enum EraseOutcome
{
    Erased,

    /// <summary>What was typed is not this subscriber's address.</summary>
    OtherAddress,

    /// <summary>There is nobody left to erase.</summary>
    Gone,
}
