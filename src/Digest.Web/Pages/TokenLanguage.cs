using Digest.Links;
using Digest.Storage;
using Digest.Subscribers;

namespace Digest.Web.Pages;

/// <summary>Answers in the language of the reader whom a link speaks of, where the page itself has no need of who they are.</summary>
internal sealed class TokenLanguage(Database database, LinkSigner signer, RequestLanguage language)
{
    /// <summary>Reads whose link it is; what opens nothing changes nothing.</summary>
    /// <param name="token">From the path.</param>
    /// <param name="purposes">What it may serve.</param>
    public async Task PreferAsync(string token, params IEnumerable<LinkPurpose> purposes)
    {
        var id = purposes.Select(purpose => signer.Read(purpose, token) ?? signer.ReadUntil(purpose, token)?.Id).FirstOrDefault(id => id is not null);
        if (id is not null && await database.ReadAsync(session => SubscriberBook.FindAsync(session, id.Value)) is { } subscriber)
            language.Prefer(subscriber.Language);
    }
}
