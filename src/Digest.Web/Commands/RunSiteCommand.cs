using Digest.Editions;
using Digest.Mail;
using Digest.Web.Security;
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
        await app.Services.PrepareAsync(isSite: true, cancellation);
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (IOException problem)
        {
            throw new SettingsException($"urls: {settings.Urls} cannot be listened on: {problem.Message.ReplaceLineEndings(" ")}");
        }
        await WelcomeAsync(app.Services, settings, cancellation);
        await app.WaitForShutdownAsync(cancellation);
        return ExitCode.Done;
    }

    /// <summary>What a person wants to know first.</summary>
    private static async Task WelcomeAsync(IServiceProvider services, AppSettings settings, CancellationToken cancellation)
    {
        var calendar = services.GetRequiredService<EditionClock>();
        var next = TimeZoneInfo.ConvertTime(calendar.Next(services.GetRequiredService<TimeProvider>().GetUtcNow()), calendar.Zone);
        var admin = await services.GetRequiredService<Admins>().AnyAsync(cancellation)
            ? $"{settings.Site.Url}/admin"
            : $"{await services.GetRequiredService<AdminLinks>().CreateAsync(cancellation)} (works once)";
        await Console.Out.WriteLineAsync(
            $"""
            {settings.Site.Name}
              Sign up       {settings.Site.Url}/
              Admin         {admin}
              Messages to   {services.GetRequiredService<ITransport>().Describe()}
              Next edition  {next:dddd, d MMMM yyyy, HH:mm} ({settings.Editions.TimeZone})
            """);
    }
}
