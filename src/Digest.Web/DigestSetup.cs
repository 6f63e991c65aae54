using Digest.Links;
using Digest.Rendering;
using Digest.Storage;
using Digest.Web.Sample;
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
        .AddRendering()
        .AddSampleSite(settings);

    /// <summary>What must be true before anything else runs: the database is at this version, the keys are there.</summary>
    public static async Task PrepareAsync(this IServiceProvider services, CancellationToken cancellation = default)
    {
        await services.GetRequiredService<Migrator>().MigrateAsync(cancellation);
        await services.GetRequiredService<LinkKeys>().LoadAsync(cancellation);
    }
}
