using Digest.Links;
using Digest.Outbox;
using Digest.Storage;
using Digest.Subscribers;

namespace Digest.Signup;

/// <summary>What a reader changes with the link in a message, without an account.</summary>
public sealed class Choosing(Database database, LinkSigner signer, OutboxWriter outbox, TimeProvider clock)
{
    /// <summary>Whose preferences the link opens; null: it is forged or cut, or the reader was forgotten.</summary>
    public async Task<Subscriber?> LookAsync(string token)
    {
        if (signer.Read(LinkPurpose.Preferences, token) is not { } id)
            return null;
        var subscriber = await database.ReadAsync(session => SubscriberBook.FindAsync(session, id));
        return subscriber?.Status == SubscriberStatus.Erased ? null : subscriber;
    }

    /// <summary>Keeps the choices of an active reader.</summary>
    /// <returns>False: the link opens nothing that can be changed.</returns>
    public Task<bool> ChooseAsync(string token, Choices choices) => ChangeAsync(token, (session, id) => SubscriberBook.ChooseAsync(session, id, choices));

    /// <summary>Pauses until a time, and takes back what waits for the reader's hour; that and what is new meanwhile is offered afterwards.</summary>
    public Task<bool> PauseAsync(string token, DateTimeOffset until) => ChangeAsync(token, async (session, id) =>
    {
        if (!await SubscriberBook.PauseAsync(session, id, until))
            return false;
        await outbox.SupersedeAsync(session, id);
        return true;
    });

    /// <summary>Ends a pause.</summary>
    public Task<bool> ResumeAsync(string token) => ChangeAsync(token, (session, id) => SubscriberBook.PauseAsync(session, id, until: null));

    private async Task<bool> ChangeAsync(string token, Func<Session, long, Task<bool>> change) =>
        signer.Read(LinkPurpose.Preferences, token) is { } id && await database.WriteAsync(async session =>
        {
            if (await SubscriberBook.FindAsync(session, id) is not { } before || !await change(session, id))
                return false;
            await SubscriberChanges.NoteAsync(session, before, SubscriberChanges.Reader, clock.Milliseconds());
            return true;
        });
}
