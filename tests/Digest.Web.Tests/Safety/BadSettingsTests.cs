using Digest.Outbox;
using Digest.Storage;
using Digest.Tests.Safety;
using Digest.Tests.Safety.Server;

namespace Digest.Web.Tests.Safety;

/// <summary>A key that is none, a certificate of somebody else: one line says so, nothing is sent, and once mended everything goes.</summary>
public sealed class BadSettingsTests : IDisposable
{
    private static readonly string[] Readers = ["ana@reader.example", "bo@reader.example", "cem@reader.example"];
    private readonly WorkFolder folder = new();

    [Theory]
    [InlineData("Buy bread, then the paper.\n")]
    [InlineData("")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nbm90IGEga2V5\n-----END PRIVATE KEY-----\n")]
    public async Task A_key_file_that_is_not_a_key_sends_nothing_and_loses_nothing(string content)
    {
        await using var server = new RecordingServer();
        To(server);
        await folder.ImportAsync(Readers);
        await File.WriteAllTextAsync(Path.Combine(folder.Root, "key.pem"), content);
        folder.Environment["Site__From"] = "The Post <news@post.example>";
        folder.Environment["Dkim__Domain"] = "post.example";
        folder.Environment["Dkim__PrivateKeyFile"] = "key.pem";
        var run = await folder.RunAsync("edition", "send", "--json");
        run.ExitCode.ShouldBe(2);
        run.Output.ShouldBeEmpty();
        run.Errors.TrimEnd().Split('\n').ShouldHaveSingleItem().ShouldContain("Dkim:PrivateKeyFile");
        run.Errors.ShouldContain("key.pem");
        server.Connections.ShouldBe(0);

        folder.Environment["Dkim__PrivateKeyFile"] = folder.Environment["Dkim__Domain"] = "";
        (await folder.JsonAsync("edition", "send")).Document.GetProperty("submitted").GetInt32().ShouldBe(Readers.Length);
        server.Count.ShouldBe(Readers.Length);
    }

    [Fact]
    public async Task A_certificate_of_another_name_sends_nothing_and_loses_nothing()
    {
        using var wrong = Certificates.SelfSigned("mail.other.example");
        using var right = Certificates.SelfSigned("localhost");
        await using var impostor = new RecordingServer(wrong);
        await using var server = new RecordingServer(right);
        var trusted = Path.Combine(folder.Root, "trusted.pem");
        await File.WriteAllTextAsync(trusted, $"{wrong.ExportCertificatePem()}\n{right.ExportCertificatePem()}\n");
        folder.Environment["SSL_CERT_FILE"] = trusted;
        To(impostor);
        folder.Environment["Smtp__Host"] = "localhost";
        folder.Environment["Smtp__Security"] = "StartTls";
        folder.Environment["Smtp__UserName"] = "digest";
        folder.Environment["Smtp__Password"] = "secret";
        await folder.ImportAsync(Readers);

        var run = await folder.RunAsync("edition", "send", "--json");
        run.ExitCode.ShouldBe(1);
        run.Errors.ShouldContain("certificate");
        run.Errors.ShouldNotContain("   at ");
        impostor.Commands.Select(command => command.Split(' ')[0]).Distinct(StringComparer.Ordinal).ShouldBe(["EHLO", "STARTTLS"]);
        using (var database = new Database(new StorageOptions { ConnectionString = $"Data Source={Path.Combine(folder.Root, "data", "digest.db")}" }))
            (await DeliveryRow.ReadAllAsync(database)).ShouldAllBe(row => row.Status == MessageStatus.Deferred && row.Answer!.Contains("certificate", StringComparison.Ordinal));

        To(server);
        folder.Environment["Smtp__Host"] = "localhost";
        folder.Environment["Smtp__UserName"] = "";
        (await folder.JsonAsync("edition", "send")).Document.GetProperty("submitted").GetInt32().ShouldBe(Readers.Length);
        server.Receipts.Select(receipt => receipt.Recipient).ShouldBe(Readers, ignoreOrder: true);
    }

    public void Dispose() => folder.Dispose();

    private void To(RecordingServer server)
    {
        folder.Environment["Smtp__Host"] = "127.0.0.1";
        folder.Environment["Smtp__Port"] = $"{server.Port}";
    }
}
