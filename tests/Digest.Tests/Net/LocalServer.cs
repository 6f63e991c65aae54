using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Digest.Tests.Net;

/// <summary>A real server on this machine that answers as a test says and remembers what it was asked.</summary>
internal sealed class LocalServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private LocalServer(WebApplication app) => this.app = app;

    public ConcurrentQueue<(string Path, IHeaderDictionary Headers)> Requests { get; } = new();

    public Uri Address { get; private set; } = null!;

    public IPEndPoint EndPoint => new(IPAddress.Loopback, Address.Port);

    public static async Task<LocalServer> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var site = builder.Build();
        var server = new LocalServer(site);
        site.Run(context =>
        {
            server.Requests.Enqueue((context.Request.Path.Value!, new HeaderDictionary(context.Request.Headers.ToDictionary())));
            return answer(context);
        });
        await site.StartAsync();
        server.Address = new Uri(site.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return server;
    }

    public Uri At(string path) => new(Address, path);

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(new CancellationToken(canceled: true));
        await app.DisposeAsync();
    }
}

/// <summary>Listens, and knows whether anybody knocked.</summary>
internal sealed class Canary : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);

    public Canary() => listener.Start();

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public bool WasTouched => listener.Pending();

    public void Dispose() => listener.Dispose();
}
