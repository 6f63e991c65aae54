using Digest.Links;
using Digest.Outbox;
using Digest.Rendering;
using Digest.Storage;
using Digest.Subscribers;
using Microsoft.Extensions.Logging;

namespace Digest.Signup;

/// <summary>The other half of a sign-up: whoever has the link from the message confirms.</summary>
public sealed class Confirming(Database database, LinkSigner signer, SignupMessages messages, OutboxWriter outbox, Suppressions suppressions, TimeProvider clock, ILogger<Confirming> log)
{
    /// <summary>What the link stands for now. Changes nothing.</summary>
    public async Task<ConfirmState> LookAsync(string token)
    {
        if (signer.Read(LinkPurpose.Confirm, token) is not { } id)
            return ConfirmState.Unknown;
        var subscriber = await database.ReadAsync(session => SubscriberBook.FindAsync(session, id));
        return subscriber?.Status switch
        {
            SubscriberStatus.Pending => ConfirmState.Open,
            SubscriberStatus.Active => ConfirmState.AlreadyConfirmed,
            SubscriberStatus.Unsubscribed or SubscriberStatus.Unreachable => ConfirmState.Gone,
            _ => ConfirmState.Unknown,
        };
    }

    /// <summary>Pending → Active, with the consent and the welcome in the same write; what still asks is taken back.</summary>
    /// <returns>The id, when the token is good; what the press of the button did.</returns>
    public async Task<(long? SubscriberId, ConfirmOutcome Outcome)> ConfirmAsync(string token, string? client)
    {
        var state = await LookAsync(token);
        if (state == ConfirmState.Unknown)
            return (null, ConfirmOutcome.Unknown);
        var id = signer.Read(LinkPurpose.Confirm, token)!.Value;
        if (state == ConfirmState.Gone)
            return (id, ConfirmOutcome.Gone);
        var welcome = state == ConfirmState.Open ? await RenderWelcomeAsync(id) : null;
        var confirmed = await database.WriteAsync(async session =>
        {
            var subscriber = await SubscriberBook.FindAsync(session, id);
            if (subscriber is null || !await SubscriberBook.ActivateAsync(session, id, clock.Milliseconds()))
                return false;
            await SubscriberChanges.NoteAsync(session, subscriber, SubscriberChanges.Reader, clock.Milliseconds());
            await Consents.AddAsync(session, id, ConsentKind.Confirmed, new ConsentOrigin("page", client), clock.Milliseconds());
            await suppressions.LiftAsync(session, subscriber.AddressKey);
            // Until now only questions could be waiting; the welcome must come after this.
            await outbox.SupersedeAsync(session, id);
            if (welcome is not null)
                await outbox.AddAsync(session, MessageKind.Welcome, id, welcome);
            return true;
        });
        return (id, confirmed ? ConfirmOutcome.Confirmed : ConfirmOutcome.AlreadyConfirmed);
    }

    // A reader must not be kept out because a template is broken.
    private async Task<VariantContent?> RenderWelcomeAsync(long id)
    {
        try
        {
            var reader = await database.ReadAsync(session => SubscriberBook.FindAsync(session, id));
            return await messages.RenderAsync(MessageKind.Welcome, reader?.Language);
        }
        catch (TemplateException problem)
        {
            log.LogError(problem, "Subscriber {SubscriberId} confirms without a welcome message: it could not be rendered", id);
            return null;
        }
    }
}

/// <summary>What a confirmation link stands for.</summary>
public enum ConfirmState
{
    /// <summary>Forged, cut, or of a sign-up that was forgotten.</summary>
    Unknown,

    /// <summary>Waits for the button.</summary>
    Open,

    AlreadyConfirmed,

    /// <summary>Confirmed once and left since.</summary>
    Gone,
}

/// <summary>What the button did.</summary>
public enum ConfirmOutcome
{
    Unknown,
    Confirmed,
    AlreadyConfirmed,
    Gone,
}
