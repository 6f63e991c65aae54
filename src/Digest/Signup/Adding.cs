using Digest.Outbox;
using Digest.Rendering;
using Digest.Storage;
using Digest.Subscribers;
using Microsoft.Extensions.Logging;

namespace Digest.Signup;

/// <summary>An admin adds one reader by hand: with a note of how they asked for it, or by asking them to confirm.</summary>
public sealed class Adding(Database database, SignupMessages messages, OutboxWriter outbox, Suppressions suppressions, RequestSignal signal, TimeProvider clock, ILogger<Adding> log)
{
    /// <summary>Adds an active reader; the note is the proof of their consent.</summary>
    /// <param name="address">Whose.</param>
    /// <param name="name">May be absent.</param>
    /// <param name="note">How they asked.</param>
    /// <param name="welcome">Whether they get the welcome message.</param>
    /// <param name="admin">The admin's name.</param>
    public async Task<AddAnswer> AddAsync(EmailAddress address, string? name, string note, bool welcome, string admin)
    {
        var content = welcome ? await RenderWelcomeAsync() : null;
        return await database.WriteAsync(async session =>
        {
            if (await RefuseAsync(session, address) is { } refusal)
                return refusal;
            var now = clock.Milliseconds();
            await SubscriberBook.AddAsync(session, [new NewSubscriber(address, name, Choices.Default, now)], now);
            var added = (await SubscriberBook.FindAsync(session, [address.Key]))[address.Key];
            await Consents.AddAsync(session, added.Id, ConsentKind.Imported, new ConsentOrigin($"{SubscriberChanges.Admin(admin)}: {note}"), now);
            await SubscriberChanges.NoteAddedAsync(session, [address.Key], SubscriberChanges.Admin(admin), now);
            if (content is not null)
                await outbox.AddAsync(session, MessageKind.Welcome, added.Id, content);
            return new AddAnswer(AddOutcome.Added, added.Id, HasWelcome: content is not null);
        });
    }

    /// <summary>Asks somebody to confirm, as if they had used the form.</summary>
    public async Task<AddAnswer> AskAsync(EmailAddress address, string? name, string admin)
    {
        var answer = await database.WriteAsync(async session =>
        {
            var refusal = await RefuseAsync(session, address);
            // Whoever has left or was forgotten may come back by confirming; a complaint stands.
            if (refusal is not (null or { Outcome: AddOutcome.Left or AddOutcome.Forgotten }))
                return refusal;
            await SignupRequests.AddAsync(session,
                [new SignupRequest { Address = address.Value, Name = name, Source = SubscriberChanges.Admin(admin), At = clock.Milliseconds() }]);
            return new AddAnswer(AddOutcome.Asked, refusal?.SubscriberId);
        });
        if (answer.Outcome == AddOutcome.Asked)
            signal.Set();
        return answer;
    }

    private async Task<AddAnswer?> RefuseAsync(Session session, EmailAddress address)
    {
        var suppressed = await suppressions.FindAsync(session, address.Key);
        var known = (await SubscriberBook.FindAsync(session, [address.Key])).GetValueOrDefault(address.Key);
        return (suppressed, known?.Status) switch
        {
            (Suppressions.Complaint, _) => new AddAnswer(AddOutcome.Complained, known?.Id),
            (_, SubscriberStatus.Unsubscribed or SubscriberStatus.Unreachable) => new AddAnswer(AddOutcome.Left, known.Id),
            (_, not null) => new AddAnswer(AddOutcome.Known, known.Id),
            (not null, null) => new AddAnswer(AddOutcome.Forgotten, SubscriberId: null),
            _ => null,
        };
    }

    private async Task<VariantContent?> RenderWelcomeAsync()
    {
        try
        {
            return await messages.RenderAsync(MessageKind.Welcome, language: null);
        }
        catch (TemplateException problem)
        {
            log.LogError(problem, "A subscriber is added without a welcome message: it could not be rendered");
            return null;
        }
    }
}

/// <summary>What came of adding a reader.</summary>
/// <param name="Outcome">What came of it.</param>
/// <param name="SubscriberId">Who it is about.</param>
/// <param name="HasWelcome">Whether the welcome message is in the outbox: it was wanted, and could be rendered.</param>
public sealed record AddAnswer(AddOutcome Outcome, long? SubscriberId, bool HasWelcome = false);

/// <summary>What came of adding a reader.</summary>
public enum AddOutcome
{
    /// <summary>Active now.</summary>
    Added,

    /// <summary>Gets a message that asks them to confirm.</summary>
    Asked,

    /// <summary>Pending or active already.</summary>
    Known,

    /// <summary>Has left, or could not be reached: only they themselves come back.</summary>
    Left,

    /// <summary>Was erased, or is suppressed for another reason: only they themselves come back.</summary>
    Forgotten,

    /// <summary>Has complained: gets nothing, whoever asks.</summary>
    Complained,
}
