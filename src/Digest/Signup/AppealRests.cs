using Digest.Links;
using Digest.Storage;
using Digest.Subscribers;

namespace Digest.Signup;

/// <summary>"Not now": the appeal rests for a reader who says so, with the link beside it or on their preferences page.</summary>
public sealed class AppealRests(Database database, LinkSigner signer, SiteOptions site, TimeProvider clock)
{
    /// <summary>When a rest that begins now ends.</summary>
    public DateTimeOffset End => clock.GetUtcNow() + TimeSpan.FromDays(site.Appeal.RestDays);

    /// <summary>Whose appeal the link speaks of; null: it is forged or cut, or the reader was forgotten.</summary>
    public async Task<Subscriber?> LookAsync(string token)
    {
        if (signer.Read(LinkPurpose.NotNow, token) is not { } id)
            return null;
        var subscriber = await database.ReadAsync(session => SubscriberBook.FindAsync(session, id));
        return subscriber?.Status == SubscriberStatus.Erased ? null : subscriber;
    }

    /// <summary>Lets it rest from now on; said again, for as long again.</summary>
    /// <returns>False: the link opens nothing, or the reader gets nothing.</returns>
    public Task<bool> BeginAsync(string token) => ChangeAsync(LinkPurpose.NotNow, token, End);

    /// <summary>Ends the rest, with the link beside the appeal.</summary>
    /// <inheritdoc cref="BeginAsync" path="/returns"/>
    public Task<bool> UndoAsync(string token) => ChangeAsync(LinkPurpose.NotNow, token, until: null);

    /// <summary>Ends the rest, on the preferences page.</summary>
    /// <inheritdoc cref="BeginAsync" path="/returns"/>
    public Task<bool> EndAsync(string preferencesToken) => ChangeAsync(LinkPurpose.Preferences, preferencesToken, until: null);

    private async Task<bool> ChangeAsync(LinkPurpose purpose, string token, DateTimeOffset? until) =>
        signer.Read(purpose, token) is { } id && await database.WriteAsync(async session =>
        {
            if (await SubscriberBook.FindAsync(session, id) is not { } before || !await SubscriberBook.RestAppealAsync(session, id, until))
                return false;
            await SubscriberChanges.NoteAsync(session, before, SubscriberChanges.Reader, clock.Milliseconds());
            return true;
        });
}
