using Digest.Editions;
using Digest.Jobs;
using Digest.Jobs.Alerts;
using Digest.Links;
using Digest.Mail;
using Digest.Net;
using Digest.Outbox;
using Digest.Related;
using Digest.Rendering;
using Digest.Signup;
using Digest.Storage;
using Digest.Stories;
using Digest.Subscribers;
using Digest.Web.Sample;
using Digest.Web.Security;
using Digest.Web.Settings;

namespace Digest.Web;

/// <summary>Everything the software does, for the site and for commands alike.</summary>
internal static class DigestSetup
{
    public static IServiceCollection AddDigest(this IServiceCollection services, AppSettings settings, TimeProvider clock) => services
        .AddSingleton(clock)
        .AddSingleton(settings)
        .AddSingleton(settings.Site)
        .AddStorage(settings.Storage)
        .AddLinks()
        .AddNet(settings.Net)
        .AddStories(settings.Feeds, settings.StoryPages)
        .AddSampleSite()
        .AddLiveSettings()
        .AddRelated(settings.Related, settings.Storage.Folder)
        .AddSubscribers()
        .AddRendering()
        .AddMail(settings.Smtp, settings.Dkim, settings.Signers)
        .AddOutbox(settings.Outbox)
        .AddSignup(settings.Signup, settings.BlockedDomains, settings.Retention)
        .AddEditions(settings.Editions)
        .AddAlerts(settings.Alerts)
        .AddJobs(provider => DigestTimetable.Create(provider.GetRequiredService<EditionOptions>()))
        .AddAdmins();

    /// <summary>What must be true before anything else runs: the database is at this version, the keys are there, its settings count, the site's address is known.</summary>
    /// <param name="services">The program's.</param>
    /// <param name="isSite">Whether this process is the site; commands beside it make links to where it listens.</param>
    /// <param name="cancellation">Ends the wait for the database.</param>
    public static async Task PrepareAsync(this IServiceProvider services, bool isSite, CancellationToken cancellation = default)
    {
        await services.GetRequiredService<Migrator>().MigrateAsync(cancellation);
        await services.GetRequiredService<LinkKeys>().LoadAsync(cancellation);
        var settings = services.GetRequiredService<AppSettings>();
        var database = services.GetRequiredService<Database>();
        string? ownUrl = null;
        if (isSite)
            await database.WriteAsync(session => session.ExecuteAsync("UPDATE installation SET site_url = @Url", settings.Site), cancellation);
        else if (!settings.HasSiteUrl)
            ownUrl = await database.ReadAsync(session => session.ScalarAsync<string?>("SELECT site_url FROM installation"), cancellation);
        await services.GetRequiredService<LiveSettings>().LoadAsync(ownUrl, cancellation);
    }
}
