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
        await database.WriteAsync(async session =>
        {
            var now = clock.Milliseconds();
            if (!await SubscriberBook.LeaveAsync(session, id, now))
                return;
            await Consents.AddAsync(session, id, ConsentKind.Withdrawn, new ConsentOrigin(source, client), now);
            await outbox.SupersedeAsync(session, id);
        });
        return LeaveState.Left;
    }

    /// <summary>Takes an unsubscription back: who pressed the wrong button is a reader again at once.</summary>
    /// <returns>False: the link is not good, or the reader's complaint stands.</returns>
    public async Task<bool> UndoAsync(string token, string? client)
    {
        var state = await LookAsync(token);
        if (state != LeaveState.Left)
            return state == LeaveState.Reading;
        var id = signer.Read(LinkPurpose.Unsubscribe, token)!.Value;
        return await database.WriteAsync(async session =>
        {
            var subscriber = await SubscriberBook.FindAsync(session, id);
            if (subscriber is null || await suppressions.FindAsync(session, subscriber.AddressKey) is not null)
                return false;
            if (await SubscriberBook.RestoreAsync(session, id))
                await Consents.AddAsync(session, id, ConsentKind.Restored, new ConsentOrigin("page", client), clock.Milliseconds());
            return true;
        });
    }
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
