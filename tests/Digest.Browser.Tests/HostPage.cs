using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Digest.Browser.Tests;

/// <summary>A page of another site, on a port of its own, with the strictest content policy that lets the embedded form work.</summary>
internal sealed class HostPage : IAsyncDisposable
{
    private readonly WebApplication app;

    private HostPage(WebApplication app) => this.app = app;

    public Uri Address => new(app.Urls.First());

    /// <summary>Starts it.</summary>
    /// <param name="site">The one origin that the page may load from, ask and post to.</param>
    /// <param name="snippet">What was pasted into it.</param>
    public static async Task<HostPage> StartAsync(Uri site, string snippet)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var page = builder.Build();
        var origin = site.GetLeftPart(UriPartial.Authority);
        page.Run(async context =>
        {
            context.Response.Headers.ContentSecurityPolicy = $"default-src 'none'; script-src {origin}; connect-src {origin}; form-action {origin}";
            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.WriteAsync($"<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>A blog</title></head><body><h1>A blog</h1>{snippet}</body></html>");
        });
        await page.StartAsync();
        return new HostPage(page);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
