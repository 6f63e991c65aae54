namespace Digest.Mail.Dkim;

/// <summary>With what every message is signed: nothing, or each of the keys (RFC 8463 §3: one signature an algorithm).</summary>
public sealed class MessageSigners(params IReadOnlyList<DkimSigner> signers)
{
    /// <summary>Messages go unsigned.</summary>
    public static MessageSigners None { get; } = new();

    public IReadOnlyList<DkimSigner> All => signers;

    /// <summary>As the settings say.</summary>
    /// <exception cref="DkimKeyException">The key cannot be used.</exception>
    public static MessageSigners Of(DkimOptions options) =>
        options.IsUsed ? new(new DkimSigner(DkimKey.Load(options.PrivateKeyFile), options.Domain.ToLowerInvariant(), options.Selector.ToLowerInvariant())) : None;
}
