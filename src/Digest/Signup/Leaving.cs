using Digest.Links;
using Digest.Outbox;
using Digest.Storage;
using Digest.Subscribers;

namespace Digest.Signup;

/// <summary>Ends a subscription as easily as it began (GDPR Art. 7(3)), and takes that back.</summary>
public sealed class Leaving(Database database, LinkSigner signer, OutboxWriter outbox, Suppressions suppressions, TimeProvider clock)
{
    /// <summary>Whether the link is good and the reader has left. Changes nothing.</summary>
    public async Task<LeaveState> LookAsync(string token)
    {
        if (signer.Read(LinkPurpose.Unsubscribe, token) is not { } id)
            return LeaveState.Unknown;
        var subscriber = await database.ReadAsync(session => SubscriberBook.FindAsync(session, id));
        return subscriber?.Status switch
        {
            null => LeaveState.Unknown,
            SubscriberStatus.Unsubscribed => LeaveState.Left,
            SubscriberStatus.Erased => LeaveState.Erased,
            _ => LeaveState.Reading,
        };
    }

    /// <summary>Unsubscribes, and takes back what is prepared and not on the wire. Repeating it changes nothing.</summary>
    /// <param name="token">From the link.</param>
    /// <param name="source"><c>one-click</c> or <c>page</c>.</param>
    /// <param name="client">The network address it came from.</param>
    public async Task<LeaveState> UnsubscribeAsync(string token, string source, string? client)
    {
        var state = await LookAsync(token);
        if (state != LeaveState.Reading)
            return state;
        var id = signer.Read(LinkPurpose.Unsubscribe, token)!.Value;
        await LeaveAsync(id, new ConsentOrigin(source, client), SubscriberChanges.Reader);
        return LeaveState.Left;
    }

    /// <summary>Notes why a reader left, for those who run the site.</summary>
    /// <param name="token">From the link.</param>
    /// <param name="reason">One of the list.</param>
    /// <param name="remark">In their own words; may be absent.</param>
    /// <returns>Where the reader stands; a reason counts only for who has left, and once.</returns>
    public async Task<LeaveState> GiveReasonAsync(string token, LeaveReason reason, string? remark)
    {
        var state = await LookAsync(token);
        if (state != LeaveState.Left)
            return state;
        var id = signer.Read(LinkPurpose.Unsubscribe, token)!.Value;
        await database.WriteAsync(async session =>
        {
            if (await SubscriberBook.FindAsync(session, id) is { Status: SubscriberStatus.Unsubscribed } subscriber)
                await SubscriberChanges.NoteReasonAsync(session, id, remark is null ? reason.ToString() : $"{reason}: {remark}", subscriber.UnsubscribedAt ?? 0, clock.Milliseconds());
        });
        return state;
    }

    /// <summary>The same for an admin, whom the reader has asked.</summary>
    /// <param name="subscriberId">Who leaves.</param>
    /// <param name="admin">The admin's name.</param>
    /// <returns>False: they get nothing already.</returns>
    public Task<bool> UnsubscribeAsync(long subscriberId, string admin) =>
        LeaveAsync(subscriberId, new ConsentOrigin(SubscriberChanges.Admin(admin)), SubscriberChanges.Admin(admin));

    /// <summary>Takes an unsubscription back: who pressed the wrong button is a reader again at once.</summary>
    /// <returns>False: the link is not good, or the reader's complaint stands.</returns>
    public async Task<bool> UndoAsync(string token, string? client)
    {
        var state = await LookAsync(token);
        if (state != LeaveState.Left)
            return state == LeaveState.Reading;
        var id = signer.Read(LinkPurpose.Unsubscribe, token)!.Value;
        return await RestoreAsync(id, new ConsentOrigin("page", client), SubscriberChanges.Reader);
    }

    /// <summary>Takes back an unsubscription that an admin made. Who has left by themselves comes back by themselves only.</summary>
    /// <returns>False: nothing was changed.</returns>
    public async Task<bool> UndoAsync(long subscriberId, string admin) =>
        await database.ReadAsync(session => IsByAdminAsync(session, subscriberId))
        && await RestoreAsync(subscriberId, new ConsentOrigin(SubscriberChanges.Admin(admin)), SubscriberChanges.Admin(admin));

    /// <summary>Whether it was an admin who ended the subscription.</summary>
    public static async Task<bool> IsByAdminAsync(Session session, long subscriberId) =>
        (await Consents.ReadAsync(session, subscriberId, long.MaxValue, most: 1)) is [{ Kind: ConsentKind.Withdrawn } last] && last.Source.StartsWith(SubscriberChanges.Admin(""), StringComparison.Ordinal);

    private Task<bool> LeaveAsync(long id, ConsentOrigin origin, string who) => database.WriteAsync(async session =>
    {
        var now = clock.Milliseconds();
        if (await SubscriberBook.FindAsync(session, id) is not { } before || !await SubscriberBook.LeaveAsync(session, id, now))
            return false;
        await Consents.AddAsync(session, id, ConsentKind.Withdrawn, origin, now);
        await SubscriberChanges.NoteAsync(session, before, who, now);
        await outbox.SupersedeAsync(session, id);
        return true;
    });

    private Task<bool> RestoreAsync(long id, ConsentOrigin origin, string who) => database.WriteAsync(async session =>
    {
        var subscriber = await SubscriberBook.FindAsync(session, id);
        if (subscriber is null || await suppressions.FindAsync(session, subscriber.AddressKey) is not null)
            return false;
        if (!await SubscriberBook.RestoreAsync(session, id))
            return true;
        await Consents.AddAsync(session, id, ConsentKind.Restored, origin, clock.Milliseconds());
        await SubscriberChanges.NoteAsync(session, subscriber, who, clock.Milliseconds());
        return true;
    });
}

/// <summary>What an unsubscribe link stands for.</summary>
public enum LeaveState
{
    /// <summary>Forged or cut.</summary>
    Unknown,

    /// <summary>Gets messages, or may.</summary>
    Reading,

    /// <summary>Gets nothing; can be undone.</summary>
    Left,

    /// <summary>Was forgotten; nothing is left to undo.</summary>
    Erased,
}
