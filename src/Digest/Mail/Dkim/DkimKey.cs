using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Digest.Mail.Dkim;

/// <summary>A private key that signs, rsa-sha256 (RFC 6376 §3.3.1). Safe to use from many threads: each borrows a handle of its own.</summary>
public sealed class DkimKey : IDisposable
{
    /// <summary>What a new key has (RFC 8301 §3.2: at least 1024, 2048 recommended; verifiers need not take more than 4096).</summary>
    public const int UsualBits = 2048;

    private const int LeastBits = 2048;
    private const int MostBits = 4096;
    private readonly ConcurrentBag<RSA> handles = [];
    private readonly RSAParameters parameters;

    private DkimKey(RSA rsa)
    {
        parameters = rsa.ExportParameters(includePrivateParameters: true);
        SignatureBytes = rsa.KeySize / 8;
        PublicKey = rsa.ExportSubjectPublicKeyInfo();
        handles.Add(rsa);
    }

    /// <summary>The length of a signature.</summary>
    public int SignatureBytes { get; }

    /// <summary>The public key as the DNS record has it (RFC 6376 §3.6.1, <c>p=</c>): SubjectPublicKeyInfo, DER.</summary>
    public byte[] PublicKey { get; }

    /// <summary>A new key.</summary>
    public static DkimKey Create() => new(RSA.Create(UsualBits));

    /// <summary>Reads a key file.</summary>
    /// <exception cref="DkimKeyException">It cannot be read, is no RSA key in PEM, is encrypted, too short or too long.</exception>
    public static DkimKey Load(string file)
    {
        string pem;
        try
        {
            pem = File.ReadAllText(file);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new DkimKeyException(File.Exists(file) ? $"'{file}' cannot be read: {Mime.HeaderRules.Squeeze(problem.Message)}" : $"there is no file '{file}'; the command 'dkim generate' makes a key");
        }
        return Parse(pem, file);
    }

    private static DkimKey Parse(string pem, string file)
    {
        var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(pem);
            // A public key is PEM too.
            var key = new DkimKey(rsa);
            return rsa.KeySize is >= LeastBits and <= MostBits
                ? key
                : throw new DkimKeyException($"the key in '{file}' has {rsa.KeySize} bits; {LeastBits} to {MostBits} are wanted");
        }
        catch (Exception problem) when (problem is ArgumentException or CryptographicException)
        {
            rsa.Dispose();
            throw new DkimKeyException(
                pem.Contains("ENCRYPTED", StringComparison.Ordinal) ? $"the key in '{file}' is encrypted: store it without a password, readable by this program only"
                : pem.Contains("PUBLIC KEY", StringComparison.Ordinal) ? $"'{file}' has the public key; the private one is wanted"
                : $"'{file}' is not an RSA private key in PEM form (-----BEGIN PRIVATE KEY-----)");
        }
    }

    /// <summary>The private key as PEM (PKCS #8, RFC 5958).</summary>
    public string ToPem()
    {
        var rsa = Borrow();
        try
        {
            return rsa.ExportPkcs8PrivateKeyPem() + "\n";
        }
        finally
        {
            handles.Add(rsa);
        }
    }

    /// <summary>Signs a SHA-256 hash.</summary>
    /// <param name="hash">32 bytes.</param>
    /// <param name="signature">Gets <see cref="SignatureBytes"/> bytes.</param>
    public void Sign(ReadOnlySpan<byte> hash, Span<byte> signature)
    {
        var rsa = Borrow();
        try
        {
            if (!rsa.TrySignHash(hash, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1, out _))
                throw new CryptographicException("There is no room for the signature.");
        }
        finally
        {
            handles.Add(rsa);
        }
    }

    private RSA Borrow() => handles.TryTake(out var rsa) ? rsa : RSA.Create(parameters);

    public void Dispose()
    {
        while (handles.TryTake(out var rsa))
            rsa.Dispose();
    }
}

/// <summary>A key cannot be used; the message says which and why, in one line.</summary>
public sealed class DkimKeyException(string message) : Exception(message);
