using Digest.Storage;

namespace Digest.Subscribers;

/// <summary>The proof of what a reader wanted (GDPR Art. 7(1)): rows are added, and what they prove is never changed.</summary>
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

    /// <summary>The newest consents of a subscriber before a time.</summary>
    public static Task<IReadOnlyList<Consent>> ReadAsync(Session session, long subscriberId, long before, int most) => session.QueryAsync<Consent>(
        "SELECT id, at, kind, source, client, form_text FROM consents WHERE subscriber_id = @subscriberId AND at < @before ORDER BY at DESC, id DESC LIMIT @most",
        new { subscriberId, before, most });

    /// <summary>Takes the network address out of the oldest records before a time.</summary>
    /// <returns>How many were changed.</returns>
    public static Task<int> RemoveClientsAsync(Session session, long before, int most) => session.ExecuteAsync(
        "UPDATE consents SET client = NULL WHERE id IN (SELECT id FROM consents WHERE client IS NOT NULL AND at < @before ORDER BY at LIMIT @most)", new { before, most });

    /// <summary>
    /// Takes out of an erased subscriber's consents what may speak of a person: network address, form, and whatever stands behind
    /// the kind of source. That there was a consent, and when, may have to be proven later.
    /// </summary>
    public static async Task EraseAsync(Session session, long subscriberId)
    {
        var sources = await session.QueryAsync<string>("SELECT DISTINCT source FROM consents WHERE subscriber_id = @subscriberId", new { subscriberId });
        await session.ExecuteAsync(
            "UPDATE consents SET source = @plain, client = NULL, form_text = NULL WHERE subscriber_id = @subscriberId AND source = @source",
            sources.Select(source => new { subscriberId, source, plain = source.Split(':')[0] }).ToList());
    }
}

/// <summary>One record of a consent.</summary>
public sealed record Consent
{
    public long Id { get; init; }

    public long At { get; init; }

    public ConsentKind Kind { get; init; }

    public string Source { get; init; } = "";

    public string? Client { get; init; }

    public string? FormText { get; init; }
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
/// <param name="Source"><c>form</c>, <c>json</c>, <c>page</c>, <c>one-click</c>, <c>import: FILE</c> or <c>admin NAME</c>, which a colon and a note may follow.</param>
/// <param name="Client">The network address; null where there is none.</param>
/// <param name="FormText">The sentence the reader saw; null where there was no form.</param>
public sealed record ConsentOrigin(string Source, string? Client = null, string? FormText = null);

/// <summary>A consent that was given elsewhere.</summary>
public sealed record ImportedConsent(string AddressKey, long At, string Source);
