using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Digest.Mail.Smtp.SigningIn;

/// <summary>
/// SCRAM-SHA-256 (RFC 5802, RFC 7677), without channel binding: the password does not go over the wire, and the server proves
/// that it knows it too.
/// </summary>
internal sealed class ScramSha256Mechanism(string name, string password, string? nonce = null) : SignInMechanism
{
    // "n,,": no channel binding, no other identity (RFC 5802 §7); "biws" is its base64.
    private const string Gs2Header = "n,,";
    private const int LeastIterations = 4096;
    // A server must not be able to keep this machine busy.
    private const int MostIterations = 1_000_000;

    private readonly string own = nonce ?? Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));
    private string? expected;
    private bool isProven;

    public override string Name => "SCRAM-SHA-256";

    private string FirstBare => $"n={Escaped(Prepared(name))},r={own}";

    public override string Begin() => Gs2Header + FirstBare;

    public override string Answer(string challenge)
    {
        var said = Decode(challenge);
        if (expected is null)
            return Final(said);
        isProven = CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(said), Encoding.ASCII.GetBytes(expected));
        return isProven ? "" : throw NotProven();
    }

    public override void End()
    {
        if (!isProven)
            throw NotProven();
    }

    private string Final(string serverFirst)
    {
        var parts = serverFirst.Split(',');
        if (parts is not [['r', '=', .. var both], ['s', '=', .. var saltText], ['i', '=', .. var count], ..]
            || both.Length <= own.Length || !both.StartsWith(own, StringComparison.Ordinal)
            || !int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var iterations) || iterations is < LeastIterations or > MostIterations)
            throw new SignInException("the server's challenge makes no sense");
        var withoutProof = $"c={Convert.ToBase64String(Encoding.ASCII.GetBytes(Gs2Header))},r={both}";
        var signed = Encoding.UTF8.GetBytes($"{FirstBare},{serverFirst},{withoutProof}");
        var salted = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(Prepared(password)), Bytes(saltText), iterations, HashAlgorithmName.SHA256, SHA256.HashSizeInBytes);
        var proof = HMACSHA256.HashData(salted, "Client Key"u8);
        var signature = HMACSHA256.HashData(SHA256.HashData(proof), signed);
        for (var at = 0; at < proof.Length; at++)
            proof[at] ^= signature[at];
        expected = $"v={Convert.ToBase64String(HMACSHA256.HashData(HMACSHA256.HashData(salted, "Server Key"u8), signed))}";
        return $"{withoutProof},p={Convert.ToBase64String(proof)}";
    }

    // SASLprep (RFC 4013) comes down to this for what people type.
    private static string Prepared(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormKC);
        }
        catch (ArgumentException)
        {
            return text;
        }
    }

    private static string Escaped(string text) => text.Replace("=", "=3D", StringComparison.Ordinal).Replace(",", "=2C", StringComparison.Ordinal);

    private static string Decode(string base64) => Encoding.UTF8.GetString(Bytes(base64));

    private static byte[] Bytes(string base64)
    {
        try
        {
            return Convert.FromBase64String(base64);
        }
        catch (FormatException)
        {
            throw new SignInException("the server's challenge makes no sense");
        }
    }

    private static SignInException NotProven() => new("the server did not prove that it knows the password; it may be somebody else's");
}
