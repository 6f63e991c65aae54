using Digest.Links;
using Digest.Outbox;
using Digest.Storage;
using Digest.Subscribers;

namespace Digest.Signup;

/// <summary>Links to a reader's data, which are mailed when they ask for one, and good for half an hour.</summary>
public sealed class FreshLinks(Database database, LinkSigner signer, SignupMessages messages, OutboxWriter outbox, OutboxSignal signal, Suppressions suppressions, TimeProvider clock)
{
    /// <summary>Links to the data within a day, for one reader.</summary>
    public const int MostADay = 3;

    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    /// <summary>Sends the reader of a preferences link the one to their data.</summary>
    public async Task<FreshLinkOutcome> SendDataLinkAsync(string preferencesToken)
    {
        if (signer.Read(LinkPurpose.Preferences, preferencesToken) is not { } id)
            return FreshLinkOutcome.Unknown;
        // Looked at before anything is rendered: a flood costs one read each.
        var (outcome, language) = await database.ReadAsync(async session => (await MayAsync(session, id), (await SubscriberBook.FindAsync(session, id))?.Language));
        if (outcome != FreshLinkOutcome.Sent)
            return outcome;
        var content = await messages.RenderAsync(MessageKind.DataLink, language);
        outcome = await database.WriteAsync(async session =>
        {
            var may = await MayAsync(session, id);
            if (may == FreshLinkOutcome.Sent)
                await outbox.AddAsync(session, MessageKind.DataLink, id, content);
            return may;
        });
        if (outcome == FreshLinkOutcome.Sent)
            signal.Ring();
        return outcome;
    }

    private async Task<FreshLinkOutcome> MayAsync(Session session, long id)
    {
        if (await SubscriberBook.FindAsync(session, id) is not { } subscriber || subscriber.Status == SubscriberStatus.Erased)
            return FreshLinkOutcome.Unknown;
        if (await suppressions.FindAsync(session, subscriber.AddressKey) is not null)
            return FreshLinkOutcome.EnoughToday;
        var past = await OutboxHistory.SinceAsync(session, [id], [MessageKind.DataLink], (clock.GetUtcNow() - Day).ToMilliseconds());
        return past.Count >= MostADay ? FreshLinkOutcome.EnoughToday : FreshLinkOutcome.Sent;
    }
}

/// <summary>What came of asking for a fresh link.</summary>
public enum FreshLinkOutcome
{
    Sent,

    /// <summary>So many went within a day that no other does.</summary>
    EnoughToday,

    /// <summary>The link that asked opens nothing.</summary>
    Unknown,
}
