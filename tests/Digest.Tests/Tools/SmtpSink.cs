using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Digest.Tests.Tools;

/// <summary>A mail server that we did not write (aiosmtpd), which puts what it takes into a maildir.</summary>
internal sealed class SmtpSink : IAsyncDisposable
{
    public const string Module = "aiosmtpd";

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);
    private readonly string folder = Directory.CreateTempSubdirectory("digest-sink-").FullName;
    private readonly Process process;

    private SmtpSink(string[] options)
    {
        Port = FreePort();
        process = Python.Start(Python.Find(Module)!, ["-m", "aiosmtpd", "-n", "-l", $"127.0.0.1:{Port}", "-c", "aiosmtpd.handlers.Mailbox", .. options, Maildir]);
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
    }

    public int Port { get; }

    public string Maildir => Path.Combine(folder, "maildir");

    /// <summary>Starts the server and waits until it listens.</summary>
    /// <param name="options">Options of its command line, such as <c>-u</c> for SMTPUTF8.</param>
    public static async Task<SmtpSink> StartAsync(params string[] options)
    {
        var sink = new SmtpSink(options);
        for (var started = Stopwatch.StartNew(); !await sink.IsListeningAsync(); await Task.Delay(50))
        {
            sink.process.HasExited.ShouldBeFalse("the mail server ended at once");
            started.Elapsed.ShouldBeLessThan(Deadline, "the mail server does not listen");
        }
        return sink;
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<bool> IsListeningAsync()
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
