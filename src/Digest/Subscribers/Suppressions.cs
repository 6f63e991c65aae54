using Digest.Links;
using Digest.Storage;

namespace Digest.Subscribers;

/// <summary>Addresses that must get nothing, as keyed hashes: the list does not tell whom it speaks of.</summary>
public sealed class Suppressions(LinkSigner signer)
{
    /// <summary>The reason that no new sign-up lifts.</summary>
    public const string Complaint = "Complaint";

    /// <summary>The reason of whoever asked to be forgotten: only they themselves come back, by confirming.</summary>
    public const string Erased = "Erased";

    /// <summary>The reasons for those of the addresses that are suppressed, by their keys.</summary>
    public async Task<IReadOnlyDictionary<string, string>> FindAsync(Session session, IReadOnlyCollection<string> addressKeys)
    {
        var keysByHash = addressKeys.Distinct(StringComparer.Ordinal).ToDictionary(Hash, StringComparer.Ordinal);
        var rows = await session.QueryAsync<Row>("SELECT address_hash, reason FROM suppressions WHERE address_hash IN @hashes", new { hashes = keysByHash.Keys.ToList() });
        return rows.ToDictionary(row => keysByHash[row.AddressHash], row => row.Reason, StringComparer.Ordinal);
    }

    /// <summary>Why an address is suppressed; null: it is not.</summary>
    public Task<string?> FindAsync(Session session, string addressKey) =>
        session.ScalarAsync<string>("SELECT reason FROM suppressions WHERE address_hash = @hash", new { hash = Hash(addressKey) });

    /// <summary>Suppresses an address; a complaint stays what it is.</summary>
    public Task AddAsync(Session session, string addressKey, string reason, long now) => session.ExecuteAsync(
        """
        INSERT INTO suppressions (address_hash, reason, at) VALUES (@hash, @reason, @now)
        ON CONFLICT (address_hash) DO UPDATE SET reason = excluded.reason, at = excluded.at WHERE suppressions.reason <> @Complaint
        """,
        new { hash = Hash(addressKey), reason, now, Complaint });

    /// <summary>Whoever confirms a new sign-up lifts what stands against their address, never a complaint.</summary>
    public Task LiftAsync(Session session, string addressKey) => session.ExecuteAsync(
        "DELETE FROM suppressions WHERE address_hash = @hash AND reason <> @Complaint", new { hash = Hash(addressKey), Complaint });

    private string Hash(string addressKey) => signer.KeyedHash("suppression", addressKey);

    private sealed record Row
    {
        public string AddressHash { get; init; } = "";

        public string Reason { get; init; } = "";
    }
}
