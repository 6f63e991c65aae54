using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Digest.Storage;

namespace Digest.Web.Security;

/// <summary>One-time links for people who run the site: the first makes the first admin, later ones help when a password is lost.</summary>
internal sealed class AdminLinks(Database database, SiteOptions site, TimeProvider clock)
{
    /// <summary>For how long a link works.</summary>
    public static readonly TimeSpan Validity = TimeSpan.FromHours(24);

    private const int SecretBytes = 24;

    /// <summary>A new link. Only its hash is kept.</summary>
    public Task<string> CreateAsync(CancellationToken cancellation = default) => database.WriteAsync(AddAsync, cancellation);

    /// <summary>The link for the first admin, as a start prints it; those that were printed before work no longer.</summary>
    public Task<string> CreateFirstAsync(CancellationToken cancellation = default) => database.WriteAsync(async session =>
    {
        await session.ExecuteAsync("UPDATE admin_links SET expires_at = @now WHERE used_at IS NULL AND expires_at > @now", new { now = clock.Milliseconds() });
        return await AddAsync(session);
    }, cancellation);

    private async Task<string> AddAsync(Session session)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        var now = clock.GetUtcNow();
        await session.ExecuteAsync(
            "INSERT INTO admin_links (token_hash, created_at, expires_at) VALUES (@hash, @now, @until)",
            new { hash = Hash(token), now = now.ToMilliseconds(), until = (now + Validity).ToMilliseconds() });
        return $"{site.Url}/admin/set-up/{token}";
    }

    /// <summary>Whether a link would work now; changes nothing.</summary>
    public async Task<bool> WorksAsync(string token, CancellationToken cancellation = default) => await database.ReadAsync(session => session.ScalarAsync<int>(
        "SELECT COUNT(*) FROM admin_links WHERE token_hash = @hash AND used_at IS NULL AND expires_at > @now",
        new { hash = Hash(token), now = clock.Milliseconds() }), cancellation) == 1;

    /// <summary>Uses a link up; false when it was used, expired or never made.</summary>
    public static async Task<bool> UseAsync(Session session, string token, long now) => await session.ExecuteAsync(
        "UPDATE admin_links SET used_at = @now WHERE token_hash = @hash AND used_at IS NULL AND expires_at > @now", new { hash = Hash(token), now }) == 1;

    private static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
