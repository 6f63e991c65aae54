using System.Security.Cryptography;
using Digest.Storage;

namespace Digest.Links;

/// <summary>
/// The keys that links are signed with. They live in the database, so that a link works on every machine and for ever;
/// the newest signs, all of them verify.
/// </summary>
public sealed class LinkKeys(Database database, TimeProvider clock)
{
    private const int SecretBytes = 32;
    private IReadOnlyList<LinkKey>? keys;

    /// <summary>All keys, oldest first. <see cref="LoadAsync"/> has been called before.</summary>
    public IReadOnlyList<LinkKey> All => keys ?? throw new InvalidOperationException("The link keys have not been loaded.");

    /// <summary>Reads the keys and makes the first one in a new database.</summary>
    public async Task LoadAsync(CancellationToken cancellation = default) => keys = await database.WriteAsync(async session =>
    {
        await session.ExecuteAsync(
            "INSERT INTO link_keys (id, secret, created_at) VALUES (1, @secret, @now) ON CONFLICT (id) DO NOTHING",
            new { secret = RandomNumberGenerator.GetBytes(SecretBytes), now = clock.Milliseconds() });
        return await session.QueryAsync<LinkKey>("SELECT id, secret FROM link_keys ORDER BY id");
    }, cancellation);
}

/// <summary>One signing key and its number, which stands in each token it signed.</summary>
public sealed record LinkKey
{
    public int Id { get; init; }

    public byte[] Secret { get; init; } = [];
}
