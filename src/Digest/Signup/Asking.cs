using Digest.Languages;
using Digest.Signup.Gate;
using Digest.Storage;
using Digest.Subscribers;

namespace Digest.Signup;

/// <summary>Writes a sign-up down: one row, always, without a look whether the address is known.</summary>
public sealed class Asking(SiteOptions site, Database database, RequestSignal signal, TimeProvider clock)
{
    /// <summary>What the form says one agrees to; shown there and kept with each consent.</summary>
    public string FormText(Words words) => words.Say("signup.consent", ("site", site.Name));

    /// <summary>Writes the request down, and that its form's nonce is used, in one write.</summary>
    /// <param name="address">Whose.</param>
    /// <param name="origin">From where.</param>
    /// <param name="nonce">Good, apart from having been used perhaps.</param>
    /// <param name="mark">The address as nonces carry it.</param>
    public async Task<Taking> AskAsync(EmailAddress address, RequestOrigin origin, FormNonce nonce, string mark)
    {
        var request = new SignupRequest
        {
            Address = address.Value,
            Source = origin.Source,
            Client = origin.Client,
            FormText = origin.FormText,
            Language = origin.Language,
            Network = ClientNetwork.Of(origin.Client),
            Domain = address.Domain,
            At = clock.Milliseconds(),
        };
        var taking = await database.WriteAsync(async session =>
        {
            if (!await UsedNonces.UseAsync(session, nonce, mark))
                return await UsedNonces.WasUsedForAsync(session, nonce, mark) ? Taking.Repeated : Taking.Used;
            await SignupRequests.AddAsync(session, [request]);
            return Taking.Taken;
        });
        if (taking == Taking.Taken)
            signal.Set();
        return taking;
    }
}
