using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Digest.Benchmarks;

/// <summary>A mail server that takes everything as fast as it can.</summary>
internal sealed class MailSink : IAsyncDisposable
{
    private readonly Process process;

    private MailSink(Process process, int port)
    {
        this.process = process;
        Port = port;
    }

    public int Port { get; }

    /// <summary>Starts it.</summary>
    /// <param name="what">A C source, which is compiled first, or the name of Postfix's program.</param>
    /// <param name="folder">For what is compiled.</param>
    public static async Task<MailSink> StartAsync(string what, string folder)
    {
        var port = FreePort();
        var isPostfix = !what.EndsWith(".c", StringComparison.Ordinal);
        var program = isPostfix ? what : Path.Combine(folder, "sink");
        if (!isPostfix)
            await Tool.RunAsync("gcc", ["-O2", "-w", "-o", program, what], folder);
        var started = Process.Start(new ProcessStartInfo(program, isPostfix ? [.. Environment.IsPrivilegedProcess ? (string[])["-u", "nobody"] : [], $"127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}", "100"] : [port.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false })!;
        started.BeginErrorReadLine();
        started.BeginOutputReadLine();
        while (!await ListensAsync(port))
        {
            if (started.HasExited)
                throw new InvalidOperationException($"{program} ended before it listened.");
        }
        return new MailSink(started, port);
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static async Task<bool> ListensAsync(int port)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port);
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
