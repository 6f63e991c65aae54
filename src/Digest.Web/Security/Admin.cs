namespace Digest.Web.Security;

/// <summary>One who runs the site.</summary>
internal sealed record Admin
{
    public const string Columns = "id, name, password_hash, stamp, created_at, last_sign_in_at, invited_by";

    public long Id { get; init; }

    public string Name { get; init; } = "";

    public string PasswordHash { get; init; } = "";

    /// <summary>Changes with the password and with signing out everywhere; a sign-in carries it.</summary>
    public string Stamp { get; init; } = "";

    public long CreatedAt { get; init; }

    public long? LastSignInAt { get; init; }

    /// <summary>The name of the admin who did; null: came by a link printed on the machine.</summary>
    public string? InvitedBy { get; init; }

    public static string NewStamp() => Guid.NewGuid().ToString("N");
}
