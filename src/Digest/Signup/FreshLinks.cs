using Digest.Links;
using Digest.Outbox;
using Digest.Storage;
using Digest.Subscribers;

namespace Digest.Signup;

/// <summary>Links that are sent when somebody asks for them: to their data for half an hour, and to the preferences that they lost.</summary>
public sealed class FreshLinks(Database database, LinkSigner signer, SignupMessages messages, OutboxWriter outbox, OutboxSignal signal, RequestSignal requests, Suppressions suppressions, TimeProvider clock)
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
        var outcome = await database.ReadAsync(session => MayAsync(session, id));
        if (outcome != FreshLinkOutcome.Sent)
            return outcome;
        var content = await messages.RenderAsync(MessageKind.DataLink);
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

    /// <summary>Somebody asks for the link to their preferences; whether the address is known is not looked at here.</summary>
    /// <returns>Why this is no address, in a sentence; null: a job answers.</returns>
    public async Task<string?> AskForPreferencesAsync(string? typed)
    {
        if (!EmailAddress.TryParseTyped(typed, out var address, out var problem))
            return problem;
        await database.WriteAsync(session => LinkRequests.AddAsync(session, address.Key, clock.Milliseconds()));
        requests.Set();
        return null;
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
