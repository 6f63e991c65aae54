namespace Digest.Signup.Gate;

/// <summary>What makes one filled-in form good for one sign-up.</summary>
/// <param name="Text">As it stands in the form.</param>
/// <param name="IssuedAt">When the form was given out.</param>
/// <param name="BoundTo">The address that it was given out for, as <see cref="FormNonces.Mark"/> writes it; null: for any.</param>
public sealed record FormNonce(string Text, DateTimeOffset IssuedAt, string? BoundTo)
{
    /// <summary>Nobody fills a form in and presses its button in less.</summary>
    public static readonly TimeSpan FillTime = TimeSpan.FromSeconds(2);

    /// <summary>A page that was open for longer gets a new nonce.</summary>
    public static readonly TimeSpan LongestAge = TimeSpan.FromHours(24);

    public DateTimeOffset ExpiresAt => IssuedAt + LongestAge;
}
