using Digest.Jobs;
using Digest.Web.Endpoints;
using Digest.Web.Pages.Admin;
using Digest.Web.Pages.Admin.Editions;
using Digest.Web.Pages.Admin.Overview;
using Digest.Web.Pages.Admin.Subscribers;
using Digest.Web.Sample;
using Digest.Web.Security;
using Digest.Web.Settings;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.FileProviders;

namespace Digest.Web;

/// <summary>The site: pages, endpoints, jobs. Built the same way by the program and by the journeys in the tests.</summary>
internal static class WebSite
{
    /// <summary>Puts the site together; the caller starts it.</summary>
    /// <param name="settings">Read and checked.</param>
    /// <param name="clock">The time; fixed in tests.</param>
    /// <param name="runJobs">False: nothing happens by itself (the journeys run each job by name).</param>
    /// <param name="replace">What a test puts in the place of a seam.</param>
    public static WebApplication Build(AppSettings settings, TimeProvider clock, bool runJobs = true, Action<IServiceCollection>? replace = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(WebSite).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Production,
        });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddConfiguration(settings.Configuration);
        builder.WebHost.UseUrls(settings.Urls);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Logging.ToStandardError();
        builder.Services.AddDigest(settings, clock);
        builder.Services.AddRazorPages();
        builder.Services.AddReaders();
        builder.Services.AddSingleton<Shown>();
        builder.Services.AddSingleton<DeskView>().AddSingleton<SpecialStories>().AddSingleton<SpecialTime>();
        builder.Services.AddSingleton<SearchSeal>().AddSingleton<SubscriberSearches>();
        builder.Services.AddSingleton<Attention>().AddSingleton<ReadinessChecks>().AddSingleton<SetupChecks>();
        builder.Services.AddAdminSignIn(settings.Site);
        if (runJobs)
            builder.Services.AddHostedService<SettingsWatch>().RunJobs(DigestTimetable.RecoverAsync);
        replace?.Invoke(builder.Services);

        var app = builder.Build();
        UseForwardedHeaders(app, settings.Web);
        app.UseClearAnswers();
        app.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(Path.Combine(AppContext.BaseDirectory, "wwwroot")) });
        app.UseSampleSite();
        app.UseAdminSignIn();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapGet("/healthz", () => "ok");
        app.MapRazorPages();
        app.MapReaders();
        app.MapSiteLook();
        app.MapOutboxParts();
        app.MapAdminEditionMessages();
        app.MapWelcomeFrames();
        app.HeedSettings();
        return app;
    }

    private static void UseForwardedHeaders(WebApplication app, WebOptions web)
    {
        if (web.ProxyAddresses.Count == 0)
            return;
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        foreach (var address in web.ProxyAddresses)
            options.KnownProxies.Add(address);
        app.UseForwardedHeaders(options);
    }
}
