using Digest.Languages;
using Digest.Storage;
using Digest.Subscribers;

namespace Digest.Signup;

/// <summary>Takes a sign-up: writes one row, always, and does not look whether the address is known.</summary>
public sealed class Asking(SiteOptions site, Database database, RequestSignal signal, TimeProvider clock)
{
    /// <summary>What the form says one agrees to; shown there and kept with each consent.</summary>
    public string FormText => Words.In(ReaderLanguages.English).Say("signup.consent", ("site", site.Name));

    /// <summary>Writes the request down.</summary>
    /// <param name="typed">What stands in the field.</param>
    /// <param name="source"><c>form</c> or <c>json</c>.</param>
    /// <param name="client">The network address it came from.</param>
    /// <returns>Why this is no address, in a sentence; null: the request is written.</returns>
    public async Task<string?> AskAsync(string? typed, string source, string? client)
    {
        if (!EmailAddress.TryParseTyped(typed, out var address, out var problem))
            return problem;
        await database.WriteAsync(session => SignupRequests.AddAsync(session,
            [new SignupRequest { Address = address.Value, Source = source, Client = client, FormText = FormText, At = clock.Milliseconds() }]));
        signal.Set();
        return null;
    }
}
