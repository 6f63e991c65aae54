using Digest.Storage;

namespace Digest.Signup.Gate;

/// <summary>The rows of nonces that were used: each method is one statement.</summary>
internal static class UsedNonces
{
    /// <summary>Uses a nonce up.</summary>
    /// <returns>False: it was used before.</returns>
    public static async Task<bool> UseAsync(Session session, FormNonce nonce, string addressHash) => await session.ExecuteAsync(
        "INSERT INTO used_nonces (nonce, address_hash, expires_at) VALUES (@Text, @addressHash, @expires) ON CONFLICT (nonce) DO NOTHING",
        new { nonce.Text, addressHash, expires = nonce.ExpiresAt.ToMilliseconds() }) == 1;

    /// <summary>Whether it was this address that a used nonce was used for.</summary>
    public static async Task<bool> WasUsedForAsync(Session session, FormNonce nonce, string addressHash) => await session.ScalarAsync<int>(
        "SELECT COUNT(*) FROM used_nonces WHERE nonce = @Text AND address_hash = @addressHash", new { nonce.Text, addressHash }) == 1;

    public static Task<int> RemoveExpiredAsync(Session session, long now, int most) => session.ExecuteAsync(
        "DELETE FROM used_nonces WHERE nonce IN (SELECT nonce FROM used_nonces WHERE expires_at < @now ORDER BY expires_at LIMIT @most)", new { now, most });
}
