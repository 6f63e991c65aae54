using Digest.Storage;
using Microsoft.AspNetCore.Identity;

namespace Digest.Web.Security;

/// <summary>The people who run the site.</summary>
internal sealed class Admins(Database database, TimeProvider clock)
{
    public const int ShortestPassword = 10;

    /// <summary>Hashing an unknown name's password takes as long as a known one's.</summary>
    private static readonly Admin Nobody = new() { PasswordHash = new PasswordHasher<Admin>().HashPassword(new Admin(), "nobody's password") };

    private readonly PasswordHasher<Admin> hasher = new();

    public Task<bool> AnyAsync(CancellationToken cancellation = default) =>
        database.ReadAsync(async session => await session.ScalarAsync<int>("SELECT COUNT(*) FROM admins") > 0, cancellation);

    /// <summary>Uses a one-time link up to make an admin, or to give a known one a new password; what was signed in under the name no longer is.</summary>
    /// <returns>The admin; null when the link does not work any more.</returns>
    public async Task<Admin?> SetUpAsync(string token, string name, string password, CancellationToken cancellation = default)
    {
        var hash = hasher.HashPassword(new Admin(), password);
        var now = clock.Milliseconds();
        return await database.WriteAsync(async session => await AdminLinks.UseAsync(session, token, now)
            ? await session.FirstOrDefaultAsync<Admin>(
                """
                INSERT INTO admins (name, password_hash, stamp, created_at) VALUES (@name, @hash, @stamp, @now)
                ON CONFLICT (name) DO UPDATE SET password_hash = @hash, stamp = @stamp
                RETURNING id, name, password_hash, stamp
                """, new { name, hash, stamp = Guid.NewGuid().ToString("N"), now })
            : null, cancellation);
    }

    /// <summary>The admin whose name and password these are; null: they are nobody's.</summary>
    public async Task<Admin?> CheckAsync(string name, string password, CancellationToken cancellation = default)
    {
        var admin = await ByNameAsync(name, cancellation);
        var matches = hasher.VerifyHashedPassword(admin ?? Nobody, (admin ?? Nobody).PasswordHash, password) is not PasswordVerificationResult.Failed;
        return matches ? admin : null;
    }

    /// <summary>Whether a sign-in is still good: the admin exists and has not got a new password since.</summary>
    public async Task<bool> StillSignedInAsync(string name, string stamp, CancellationToken cancellation = default) =>
        (await ByNameAsync(name, cancellation))?.Stamp == stamp;

    private Task<Admin?> ByNameAsync(string name, CancellationToken cancellation) => database.ReadAsync(session => session.FirstOrDefaultAsync<Admin>(
        "SELECT id, name, password_hash, stamp FROM admins WHERE name = @name", new { name }), cancellation);
}

/// <summary>One who runs the site.</summary>
internal sealed record Admin
{
    public long Id { get; init; }

    public string Name { get; init; } = "";

    public string PasswordHash { get; init; } = "";

    /// <summary>Changes with the password; a sign-in carries it.</summary>
    public string Stamp { get; init; } = "";
}
