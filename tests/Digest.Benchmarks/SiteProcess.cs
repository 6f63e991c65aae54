using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Digest.Benchmarks;

/// <summary>The release build of the real program, serving its pages.</summary>
internal sealed class SiteProcess : IAsyncDisposable
{
    private readonly Process process;

    private SiteProcess(Process process, Uri address)
    {
        this.process = process;
        Address = address;
    }

    public Uri Address { get; }

    /// <summary>What it has spent, the system's time for it included.</summary>
    public TimeSpan Cpu
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>The most memory that it had at once, in megabytes.</summary>
    public double Peak => double.Parse(File.ReadLines($"/proc/{process.Id}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;

    /// <summary>Starts it and waits until it listens.</summary>
    /// <param name="folder">Where its settings and data lie.</param>
    /// <param name="environment">More settings.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public static async Task<SiteProcess> StartAsync(string folder, IReadOnlyDictionary<string, string> environment, CancellationToken cancellation)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet", [DeliveryBench.Program]) { WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        start.Environment["urls"] = address.ToString();
        var site = new SiteProcess(Process.Start(start)!, address);
        site.process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data?.Contains("locked", StringComparison.OrdinalIgnoreCase) == true)
                Console.Error.WriteLine(line.Data);
        };
        site.process.BeginErrorReadLine();
        site.process.BeginOutputReadLine();
        await UntilItListensAsync(address, cancellation);
        return site;
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task UntilItListensAsync(Uri address, CancellationToken cancellation)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address };
        for (var patience = Stopwatch.StartNew(); ; await Task.Delay(50, cancellation))
        {
            try
            {
                _ = await http.GetStringAsync("/healthz", cancellation);
                return;
            }
            catch (HttpRequestException) when (patience.Elapsed < TimeSpan.FromSeconds(30))
            {
            }
        }
    }
}
