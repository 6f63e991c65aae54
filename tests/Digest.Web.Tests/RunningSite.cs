using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Digest.Web.Tests;

/// <summary>The program running as a site on a free port.</summary>
internal sealed class RunningSite : IAsyncDisposable
{
    private readonly Process process;

    private RunningSite(WorkFolder folder, int port)
    {
        Url = $"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}";
        process = ProgramRun.Begin(folder.Root, folder.Environment, "--urls", Url);
        process.BeginErrorReadLine();
        // The site under test is the only thing reached.
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = new Uri(Url) };
    }

    public string Url { get; }

    public HttpClient Http { get; }

    public static async Task<RunningSite> StartAsync(WorkFolder folder)
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        var site = new RunningSite(folder, port);
        await WorkFolder.UntilAsync(async () => await site.IsUpAsync());
        return site;
    }

    public async Task<IReadOnlyList<string>> LinesAsync(int count)
    {
        var lines = new List<string>();
        while (lines.Count < count)
            lines.Add((await process.StandardOutput.ReadLineAsync()).ShouldNotBeNull());
        return lines;
    }

    /// <summary>Asks the site to end, as a service manager does, and tells how long that took.</summary>
    public Task<TimeSpan> TerminateAsync() => Signals.TerminateAsync(process);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private async Task<bool> IsUpAsync()
    {
        try
        {
            return (await Http.GetAsync(new Uri("/healthz", UriKind.Relative))).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            process.HasExited.ShouldBeFalse("the site ended at once");
            return false;
        }
    }
}
