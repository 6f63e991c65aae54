using Digest.Web.Settings;

namespace Digest.Web.Commands;

/// <summary>No command: runs the site, the admin pages and the jobs until it is stopped.</summary>
internal static class RunSiteCommand
{
    public static async Task<int> RunAsync(string? urls, CancellationToken cancellation)
    {
        var overrides = urls is null ? null : new[] { KeyValuePair.Create<string, string?>("urls", urls) };
        var settings = AppSettings.Read(Environment.CurrentDirectory, overrides);
        await using var app = WebSite.Build(settings, TimeProvider.System);
        await app.Services.PrepareAsync(cancellation);
        await app.StartAsync(cancellation);
        await Console.Out.WriteLineAsync($"Sign up at {settings.Site.Url}/");
        await app.WaitForShutdownAsync(cancellation);
        return ExitCode.Done;
    }
}
