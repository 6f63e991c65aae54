using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Digest.Links;
using Digest.Storage;

namespace Digest.Signup.Gate;

/// <summary>
/// Gives out nonces for forms and reads them. They are signed and say themselves when they were given out, so that showing a form
/// writes nothing; only those that were used stand in the database.
/// </summary>
public sealed class FormNonces(LinkSigner signer, TimeProvider clock)
{
    private const string Purpose = "signup-nonce";
    private const string MarkPurpose = "signup-nonce-address";
    private const int TimeBytes = 8;
    private const int RandomBytes = 8;
    private const int BodyCharacters = 22;

    /// <summary>A new one.</summary>
    /// <param name="addressKey">The only address it shall be good for; null: any.</param>
    public FormNonce Issue(string? addressKey = null)
    {
        Span<byte> body = stackalloc byte[TimeBytes + RandomBytes];
        BinaryPrimitives.WriteInt64BigEndian(body, clock.Milliseconds());
        RandomNumberGenerator.Fill(body[TimeBytes..]);
        var signed = Base64Url.EncodeToString(body) + (addressKey is null ? "" : "." + Mark(addressKey));
        return Read($"{signed}.{signer.KeyedHash(Purpose, signed)}")!;
    }

    /// <summary>What a text stands for; null: it is none of ours. Its age is not looked at.</summary>
    public FormNonce? Read(string text)
    {
        if (text.Length > 128 || text.Split('.') is not { Length: 2 or 3 } parts || parts[0].Length != BodyCharacters)
            return null;
        var signed = text[..text.LastIndexOf('.')];
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(parts[^1]), Encoding.UTF8.GetBytes(signer.KeyedHash(Purpose, signed))))
            return null;
        var issued = BinaryPrimitives.ReadInt64BigEndian(Base64Url.DecodeFromChars(parts[0]));
        return new FormNonce(text, issued.ToTime(), parts.Length == 3 ? parts[1] : null);
    }

    /// <summary>An address as nonces carry it: nobody reads it out of them.</summary>
    public string Mark(string addressKey) => signer.KeyedHash(MarkPurpose, addressKey);
}
