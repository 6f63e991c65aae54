using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Digest.Storage;

namespace Digest.Web.Security;

/// <summary>One-time links for people who run the site: the first makes the first admin, others invite, or help when a password is lost.</summary>
internal sealed class AdminLinks(Database database, SiteOptions site, TimeProvider clock)
{
    /// <summary>For how long a link works.</summary>
    public static readonly TimeSpan Validity = TimeSpan.FromHours(24);

    private const int SecretBytes = 24;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>A new link, as the machine's own command prints it. Only its hash is kept.</summary>
    /// <param name="name">The one name that it is for: that admin's new password, or a new admin. Null: whoever opens it chooses.</param>
    /// <param name="cancellation">Ends the wait for the database.</param>
    public Task<string> CreateAsync(string? name = null, CancellationToken cancellation = default) => database.WriteAsync(
        async session => await AddAsync(session, name is null ? null : (await Admins.ByNameAsync(session, name))?.Name ?? name, invitedBy: null), cancellation);

    /// <summary>The link for the first admin, as a start prints it; those that were printed before work no longer.</summary>
    public Task<string> CreateFirstAsync(CancellationToken cancellation = default) => database.WriteAsync(async session =>
    {
        await session.ExecuteAsync("UPDATE admin_links SET expires_at = @now WHERE used_at IS NULL AND expires_at > @now", new { now = clock.Milliseconds() });
        return await AddAsync(session, name: null, invitedBy: null);
    }, cancellation);

    /// <summary>A link that makes an admin of this name and nobody else. An earlier invitation for the name works no longer.</summary>
    /// <returns>The link; null: there is such an admin already.</returns>
    public Task<string?> InviteAsync(string name, string invitedBy, CancellationToken cancellation = default) => database.WriteAsync(async session =>
    {
        if (await Admins.ByNameAsync(session, name) is not null)
            return null;
        foreach (var open in await OpenAsync(session))
        {
            if (open.InvitedBy is not null && AdminNames.Same(open.Name!, name))
                await session.ExecuteAsync("DELETE FROM admin_links WHERE token_hash = @TokenHash", open);
        }
        return await AddAsync(session, name, invitedBy);
    }, cancellation);

    /// <summary>The links that would work now, the newest first.</summary>
    public Task<IReadOnlyList<AdminLink>> OpenAsync(CancellationToken cancellation = default) => database.ReadAsync(OpenAsync, cancellation);

    /// <summary>Takes a link back; false: it works no longer anyway.</summary>
    public async Task<bool> WithdrawAsync(string tokenHash, CancellationToken cancellation = default) => await database.WriteAsync(
        session => session.ExecuteAsync("DELETE FROM admin_links WHERE token_hash = @tokenHash AND used_at IS NULL", new { tokenHash }), cancellation) == 1;

    /// <summary>The link of a token, if it would work now; changes nothing.</summary>
    public Task<AdminLink?> FindAsync(string token, CancellationToken cancellation = default) => database.ReadAsync(session => session.FirstOrDefaultAsync<AdminLink>(
        $"SELECT {AdminLink.Columns} FROM admin_links WHERE token_hash = @hash AND used_at IS NULL AND expires_at > @now", new { hash = Hash(token), now = clock.Milliseconds() }), cancellation);

    /// <summary>Uses a link up; null when it was used, expired, withdrawn or never made.</summary>
    public static Task<AdminLink?> UseAsync(Session session, string token, long now) => session.FirstOrDefaultAsync<AdminLink>(
        $"UPDATE admin_links SET used_at = @now WHERE token_hash = @hash AND used_at IS NULL AND expires_at > @now RETURNING {AdminLink.Columns}", new { hash = Hash(token), now });

    private Task<IReadOnlyList<AdminLink>> OpenAsync(Session session) => session.QueryAsync<AdminLink>(
        $"SELECT {AdminLink.Columns} FROM admin_links WHERE used_at IS NULL AND expires_at > @now ORDER BY created_at DESC, token_hash", new { now = clock.Milliseconds() });

    private async Task<string> AddAsync(Session session, string? name, string? invitedBy)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        var now = clock.GetUtcNow();
        await session.ExecuteAsync("DELETE FROM admin_links WHERE expires_at < @before", new { before = (now - Kept).ToMilliseconds() });
        await session.ExecuteAsync(
            "INSERT INTO admin_links (token_hash, name, invited_by, created_at, expires_at) VALUES (@hash, @name, @invitedBy, @now, @until)",
            new { hash = Hash(token), name, invitedBy, now = now.ToMilliseconds(), until = (now + Validity).ToMilliseconds() });
        return $"{site.Url}/admin/set-up/{token}";
    }

    private static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}

/// <summary>A one-time link as it is kept: not the link itself.</summary>
internal sealed record AdminLink
{
    public const string Columns = "token_hash, name, invited_by, created_at, expires_at";

    public string TokenHash { get; init; } = "";

    /// <summary>The one name that it is for; null: whoever opens it chooses.</summary>
    public string? Name { get; init; }

    /// <summary>The name of the admin who invites; null: it was printed on the machine.</summary>
    public string? InvitedBy { get; init; }

    public long CreatedAt { get; init; }

    public long ExpiresAt { get; init; }
}
