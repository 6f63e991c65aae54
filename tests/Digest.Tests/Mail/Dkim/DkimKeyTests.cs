using System.Security.Cryptography;
using Digest.Mail.Dkim;

namespace Digest.Tests.Mail.Dkim;

/// <summary>Key files, good and bad, and the record that publishes a key.</summary>
public sealed class DkimKeyTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("digest-key-");

    [Fact]
    public async Task A_new_key_is_kept_where_only_its_owner_reads_it_and_is_read_back()
    {
        using var key = DkimKey.Create();
        var file = Path.Combine(folder.FullName, "below", "key.pem");
        await DkimKeyFile.WriteAsync(key, file);
        using var again = DkimKey.Load(file);
        again.PublicKey.ShouldBe(key.PublicKey);
        again.SignatureBytes.ShouldBe(256);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        (await Should.ThrowAsync<DkimKeyException>(() => DkimKeyFile.WriteAsync(key, file))).Message.ShouldContain("exists already");
    }

    [Fact]
    public void Both_forms_of_private_keys_are_read()
    {
        using var rsa = RSA.Create(2048);
        foreach (var pem in new[] { rsa.ExportPkcs8PrivateKeyPem(), rsa.ExportRSAPrivateKeyPem(), $"a comment\n{rsa.ExportRSAPrivateKeyPem()}\n" })
        {
            using var key = DkimKey.Load(Kept(pem));
            key.PublicKey.ShouldBe(rsa.ExportSubjectPublicKeyInfo());
        }
    }

    [Fact]
    public void What_is_no_key_is_told_in_one_line()
    {
        using var rsa = RSA.Create(2048);
        using var small = RSA.Create(1024);
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Problem("hello").ShouldContain("is not an RSA private key in PEM form");
        Problem("").ShouldContain("is not an RSA private key");
        Problem("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n").ShouldContain("is not an RSA private key");
        Problem(curve.ExportPkcs8PrivateKeyPem()).ShouldContain("is not an RSA private key");
        Problem(rsa.ExportSubjectPublicKeyInfoPem()).ShouldContain("has the public key");
        Problem(rsa.ExportEncryptedPkcs8PrivateKeyPem("secret", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000))).ShouldContain("is encrypted");
        Problem(small.ExportPkcs8PrivateKeyPem()).ShouldContain("has 1024 bits; 2048 to 4096 are wanted");
        Should.Throw<DkimKeyException>(() => DkimKey.Load(Path.Combine(folder.FullName, "none.pem"))).Message.ShouldContain("dkim generate");
        Should.Throw<DkimKeyException>(() => DkimKey.Load(folder.FullName)).Message.ShouldNotContain("\n");
    }

    [Fact]
    public void The_record_fits_into_strings_of_255_octets()
    {
        using var key = DkimKey.Create();
        var line = DkimRecord.ZoneLine(key, "digest", "courier.example");
        line.ShouldStartWith("digest._domainkey.courier.example. IN TXT ( \"v=DKIM1; k=rsa; p=");
        var strings = line.Split('"').Where((_, at) => at % 2 == 1).ToList();
        strings.ShouldAllBe(one => one.Length <= 255);
        string.Concat(strings).ShouldBe(DkimRecord.Value(key));
    }

    [Theory]
    [InlineData("courier.example", "news.courier.example", true)]
    [InlineData("mail.courier.example", "courier.example", true)]
    [InlineData("courier.example", "Courier.Example", true)]
    [InlineData("courier.example", "elsewhere.example", false)]
    [InlineData("ourier.example", "courier.example", false)]
    public void Domains_are_aligned_when_one_lies_below_the_other(string signing, string sender, bool aligned) => DkimNames.AreAligned(signing, sender).ShouldBe(aligned);

    public void Dispose() => folder.Delete(recursive: true);

    private string Problem(string pem) => Should.Throw<DkimKeyException>(() => DkimKey.Load(Kept(pem))).Message;

    private string Kept(string pem)
    {
        var file = Path.Combine(folder.FullName, $"{Guid.NewGuid():N}.pem");
        File.WriteAllText(file, pem);
        return file;
    }
}
