using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Digest.Tests.Safety.Postfix;

/// <summary>A Postfix of the test's own, with STARTTLS and sign-in, that puts what it takes into a maildir.</summary>
internal sealed class PostfixServer : IAsyncDisposable
{
    public const string UserName = "digest@mail.example";
    public const string Password = "not a secret";

    private static readonly string[] Programs = ["/usr/sbin/postfix", "/usr/sbin/saslpasswd2"];
    private readonly string folder = Directory.CreateTempSubdirectory("digest-postfix-").FullName;

    private PostfixServer()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Why there can be none on this machine; null: there can.</summary>
    public static string? Missing { get; } =
        !Array.TrueForAll(Programs, File.Exists) ? "No Postfix with SASL on this machine (Debian: apt-get install postfix sasl2-bin libsasl2-modules)."
        : Environment.UserName != "root" ? "Postfix is started by root only."
        : null;

    public int Port { get; }

    public X509Certificate2 Certificate { get; } = Certificates.SelfSigned("localhost");

    public string Maildir => Path.Combine(folder, "mail", "all");

    /// <summary>How many messages have been delivered.</summary>
    public int Delivered => Directory.Exists(Path.Combine(Maildir, "new")) ? Directory.EnumerateFiles(Path.Combine(Maildir, "new")).Count() : 0;

    public static async Task<PostfixServer> StartAsync()
    {
        var server = new PostfixServer();
        await File.WriteAllTextAsync(Path.Combine(server.folder, "cert.pem"), server.Certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(Path.Combine(server.folder, "key.pem"), server.Certificate.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem());
        var script = Path.Combine(Repository.Root, "tests", "Digest.Tests", "Safety", "Postfix", "start.sh");
        await RunAsync("sh", script, server.folder, $"{server.Port}", UserName, Password);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsync(Programs[0], "-c", Path.Combine(folder, "etc"), "stop");
        Certificate.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        // Its daemons keep what they inherit: streams that are waited for would never end.
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false })!;
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, string.Join(' ', arguments));
    }
}

/// <summary>A fact that needs a Postfix and a Python that verifies signatures; skipped, saying so, where one is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PostfixFactAttribute : FactAttribute
{
    public PostfixFactAttribute() =>
        Skip = PostfixServer.Missing ?? (Tools.Python.Find("dkim") is null ? "No Python 3 with the module 'dkim' on this machine (Debian: apt-get install python3-dkim)." : null);
}
