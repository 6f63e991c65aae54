using Digest.Storage;
using Microsoft.AspNetCore.Identity;

namespace Digest.Web.Security;

/// <summary>Who may sign in, and with what.</summary>
internal sealed class Admins(Database database, TimeProvider clock)
{
    /// <summary>Hashing an unknown name's password takes as long as a known one's.</summary>
    private static readonly Admin Nobody = new() { PasswordHash = new PasswordHasher<Admin>().HashPassword(new Admin(), "nobody's password") };

    private readonly PasswordHasher<Admin> hasher = new();

    public Task<bool> AnyAsync(CancellationToken cancellation = default) =>
        database.ReadAsync(async session => await session.ScalarAsync<int>("SELECT COUNT(*) FROM admins") > 0, cancellation);

    /// <summary>All, by name.</summary>
    public Task<IReadOnlyList<Admin>> AllAsync(CancellationToken cancellation = default) => database.ReadAsync(AllAsync, cancellation);

    /// <inheritdoc cref="AllAsync(CancellationToken)"/>
    public static Task<IReadOnlyList<Admin>> AllAsync(Session session) => session.QueryAsync<Admin>($"SELECT {Admin.Columns} FROM admins ORDER BY name");

    public Task<Admin?> FindAsync(long id, CancellationToken cancellation = default) => database.ReadAsync(session => FindAsync(session, id), cancellation);

    /// <summary>
    /// Uses a one-time link up to make an admin, or to give a known one a new password; what was signed in under the name no
    /// longer is. Where the link is for one name, that name counts and not the given one.
    /// </summary>
    /// <returns>The admin; null when the link does not work any more.</returns>
    public async Task<Admin?> SetUpAsync(string token, string name, string password, CancellationToken cancellation = default)
    {
        var hash = hasher.HashPassword(new Admin(), password);
        var now = clock.Milliseconds();
        return await database.WriteAsync(async session =>
        {
            if (await AdminLinks.UseAsync(session, token, now) is not { } link)
                return null;
            var wanted = link.Name ?? name;
            var known = await ByNameAsync(session, wanted);
            // An invitation makes somebody new; only a link from the machine opens what is somebody's already.
            if (known is not null && link.InvitedBy is not null)
                return null;
            return await session.FirstOrDefaultAsync<Admin>(
                $"""
                INSERT INTO admins (name, password_hash, stamp, created_at, last_sign_in_at, invited_by) VALUES (@name, @hash, @stamp, @now, @now, @InvitedBy)
                ON CONFLICT (name) DO UPDATE SET password_hash = @hash, stamp = @stamp, last_sign_in_at = @now
                RETURNING {Admin.Columns}
                """, new { name = known?.Name ?? wanted, hash, stamp = Admin.NewStamp(), now, link.InvitedBy });
        }, cancellation);
    }

    /// <summary>The admin whose name and password these are; null: they are nobody's.</summary>
    public async Task<Admin?> CheckAsync(string name, string password, CancellationToken cancellation = default)
    {
        var admin = await database.ReadAsync(session => ByNameAsync(session, name), cancellation);
        var result = hasher.VerifyHashedPassword(admin ?? Nobody, (admin ?? Nobody).PasswordHash, password);
        if (admin is null || result is PasswordVerificationResult.Failed)
            return null;
        if (result is PasswordVerificationResult.SuccessRehashNeeded)
        {
            var fresh = hasher.HashPassword(admin, password);
            await database.WriteAsync(session => session.ExecuteAsync(
                "UPDATE admins SET password_hash = @fresh WHERE id = @Id AND password_hash = @PasswordHash", new { fresh, admin.Id, admin.PasswordHash }), cancellation);
        }
        return admin;
    }

    public Task NoteSignInAsync(Admin admin, CancellationToken cancellation = default) => database.WriteAsync(
        session => session.ExecuteAsync("UPDATE admins SET last_sign_in_at = @now WHERE id = @Id", new { now = clock.Milliseconds(), admin.Id }), cancellation);

    /// <summary>A new password; what is signed in under the name no longer is.</summary>
    /// <returns>The admin as they are now; null: there is no such admin any more.</returns>
    public Task<Admin?> ChangePasswordAsync(long id, string password, CancellationToken cancellation = default)
    {
        var hash = hasher.HashPassword(new Admin(), password);
        return database.WriteAsync(session => session.FirstOrDefaultAsync<Admin>(
            $"UPDATE admins SET password_hash = @hash, stamp = @stamp WHERE id = @id RETURNING {Admin.Columns}", new { hash, stamp = Admin.NewStamp(), id }), cancellation);
    }

    /// <summary>Whether a sign-in is still good: the admin exists and was neither given a new password nor signed out everywhere since.</summary>
    public async Task<bool> StillSignedInAsync(long id, string stamp, CancellationToken cancellation = default) =>
        (await FindAsync(id, cancellation))?.Stamp == stamp;

    /// <summary>Ends every sign-in of an admin, on whatever machine.</summary>
    /// <returns>The admin; null: there is none.</returns>
    public Task<Admin?> SignOutEverywhereAsync(long id, CancellationToken cancellation = default) => database.WriteAsync(session => session.FirstOrDefaultAsync<Admin>(
        $"UPDATE admins SET stamp = @stamp WHERE id = @id RETURNING {Admin.Columns}", new { stamp = Admin.NewStamp(), id }), cancellation);

    /// <summary>Removes an admin, the links made by them and those made for them; the last admin stays.</summary>
    public Task<bool> RemoveAsync(long id, CancellationToken cancellation = default) => database.WriteAsync(async session =>
    {
        if (await FindAsync(session, id) is not { } admin || await session.ExecuteAsync("DELETE FROM admins WHERE id = @id AND (SELECT COUNT(*) FROM admins) > 1", new { id }) == 0)
            return false;
        await session.ExecuteAsync("DELETE FROM admin_links WHERE invited_by = @Name OR name = @Name", admin);
        return true;
    }, cancellation);

    /// <summary>The admin of a name, however it is capitalised. There are never many: they are compared here, as databases fold letters differently.</summary>
    public static async Task<Admin?> ByNameAsync(Session session, string name) => (await AllAsync(session)).FirstOrDefault(admin => AdminNames.Same(admin.Name, name));

    private static Task<Admin?> FindAsync(Session session, long id) => session.FirstOrDefaultAsync<Admin>($"SELECT {Admin.Columns} FROM admins WHERE id = @id", new { id });
}
