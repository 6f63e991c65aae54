using Digest.Links;
using Digest.Outbox;
using Digest.Storage;
using Digest.Subscribers;

namespace Digest.Signup;

/// <summary>Changes a reader's address when the old and the new one have agreed within a day.</summary>
public sealed class Moving(Database database, LinkSigner signer, OwnData data, SignupMessages messages, OutboxWriter outbox, OutboxSignal signal, Suppressions suppressions, TimeProvider clock)
{
    /// <summary>Changes that a reader can ask for within a day.</summary>
    public const int MostADay = 3;

    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    /// <summary>Writes to both addresses. What is known about the new one makes no difference to the answer.</summary>
    /// <param name="dataToken">A fresh link.</param>
    /// <param name="address">The new address.</param>
    public async Task<MoveOutcome> AskAsync(string dataToken, EmailAddress address)
    {
        if ((await data.LookAsync(dataToken)).Subscriber is not { Status: SubscriberStatus.Active } reader)
            return MoveOutcome.Unknown;
        if (reader.AddressKey == address.Key)
            return MoveOutcome.SameAddress;
        var old = await messages.RenderAsync(MessageKind.AddressOld, reader.Language);
        var fresh = await messages.RenderAsync(MessageKind.AddressNew, reader.Language);
        var outcome = await database.WriteAsync(async session =>
        {
            var now = clock.Milliseconds();
            var since = (clock.GetUtcNow() - Day).ToMilliseconds();
            if ((await OutboxHistory.SinceAsync(session, [reader.Id], [MessageKind.AddressOld], since)).Count >= MostADay)
                return MoveOutcome.EnoughToday;
            await AddressChanges.PutAsync(session, reader.Id, address, now);
            await outbox.AddAsync(session, MessageKind.AddressOld, reader.Id, old, to: null, now);
            // One message a day, whoever names the address; none to whom it must not go.
            if (await IsFreeAsync(session, address) && !await OutboxHistory.WentToAsync(session, address.Value, since))
                await outbox.AddAsync(session, MessageKind.AddressNew, reader.Id, fresh, address.Value, now);
            return MoveOutcome.Asked;
        });
        if (outcome == MoveOutcome.Asked)
            signal.Ring();
        return outcome;
    }

    /// <summary>How far the change is that a link speaks of. Changes nothing.</summary>
    public Task<MoveState> LookAsync(string token) => database.ReadAsync(async session =>
    {
        var (link, isNew) = Read(token);
        if (link is null || await AddressChanges.FindAsync(session, link, clock.Milliseconds()) is not { } change)
            return MoveState.Unknown;
        return (isNew ? change.NewAgreedAt : change.OldAgreedAt) is null ? MoveState.Open : MoveState.WaitsForOther;
    });

    /// <summary>One of the addresses agrees; when it is the second, the address is changed.</summary>
    public Task<MoveState> AgreeAsync(string token) => database.WriteAsync(async session =>
    {
        var (link, isNew) = Read(token);
        var now = clock.Milliseconds();
        if (link is null || await AddressChanges.FindAsync(session, link, now) is not { } change)
            return MoveState.Unknown;
        await AddressChanges.AgreeAsync(session, change.Id, isNew, now);
        if ((isNew ? change.OldAgreedAt : change.NewAgreedAt) is null)
            return MoveState.WaitsForOther;
        await AddressChanges.EraseAsync(session, change.SubscriberId);
        var before = await SubscriberBook.FindAsync(session, change.SubscriberId);
        if (before is null || !EmailAddress.TryParse(change.Address, out var address, out _) || !await IsFreeAsync(session, address) || !await SubscriberBook.MoveAsync(session, change.SubscriberId, address))
            return MoveState.Unknown;
        await suppressions.LiftAsync(session, address.Key);
        await SubscriberChanges.NoteAsync(session, before, SubscriberChanges.Reader, now);
        return MoveState.Changed;
    });

    private (EndingLink? Link, bool IsNew) Read(string token) => signer.ReadUntil(LinkPurpose.AddressOld, token) is { } old ? (old, false) : (signer.ReadUntil(LinkPurpose.AddressNew, token), true);

    // Whoever was forgotten may come back by agreeing; a complaint stands.
    private async Task<bool> IsFreeAsync(Session session, EmailAddress address) =>
        await SubscriberBook.FindAsync(session, address) is null && await suppressions.FindAsync(session, address.Key) != Suppressions.Complaint;
}

/// <summary>What came of asking for another address.</summary>
public enum MoveOutcome
{
    Asked,

    /// <summary>It is the present one.</summary>
    SameAddress,

    /// <summary>So many were asked for within a day that no other is.</summary>
    EnoughToday,

    /// <summary>The link opens nothing, or its reader gets nothing.</summary>
    Unknown,
}

/// <summary>How far a change of address is.</summary>
public enum MoveState
{
    /// <summary>Forged, over, made already, or replaced by another.</summary>
    Unknown,

    /// <summary>Waits for the button.</summary>
    Open,

    /// <summary>This address has agreed; the other has not.</summary>
    WaitsForOther,

    Changed,
}
