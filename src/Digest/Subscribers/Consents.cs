using Digest.Storage;

namespace Digest.Subscribers;

/// <summary>The proof of what a reader wanted (GDPR Art. 7(1)): rows are added, never changed.</summary>
public static class Consents
{
    public static Task AddAsync(Session session, long subscriberId, ConsentKind kind, ConsentOrigin origin, long now) => session.ExecuteAsync(
        "INSERT INTO consents (subscriber_id, at, kind, source, client, form_text) VALUES (@subscriberId, @now, @kind, @Source, @Client, @FormText)",
        new { subscriberId, now, kind = kind.ToString(), origin.Source, origin.Client, origin.FormText });

    /// <summary>Records for many subscribers at once, by address, that they came with an import.</summary>
    public static Task AddImportedAsync(Session session, IEnumerable<ImportedConsent> consents) => session.ExecuteAsync(
        """
        INSERT INTO consents (subscriber_id, at, kind, source)
        SELECT id, @At, 'Imported', @Source FROM subscribers WHERE address_key = @AddressKey
        """,
        consents);
}

/// <summary>What a reader did.</summary>
public enum ConsentKind
{
    Asked,
    Confirmed,
    Imported,
    Withdrawn,
    Restored,
}

/// <summary>Where a consent came from.</summary>
/// <param name="Source"><c>form</c>, <c>json</c>, <c>page</c>, <c>one-click</c> or <c>import: FILE</c>.</param>
/// <param name="Client">The network address; null where there is none.</param>
/// <param name="FormText">The sentence the reader saw; null where there was no form.</param>
public sealed record ConsentOrigin(string Source, string? Client = null, string? FormText = null);

/// <summary>A consent that was given elsewhere.</summary>
public sealed record ImportedConsent(string AddressKey, long At, string Source);
