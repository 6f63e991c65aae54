using Digest.Storage;
using Digest.Web.Settings;
using Microsoft.Extensions.FileProviders;

namespace Digest.Web.Sample;

internal static class SampleSiteSetup
{
    public static IServiceCollection AddSampleSite(this IServiceCollection services, AppSettings settings) => services
        .AddSingleton(provider => SampleSiteState.Prepare(settings, provider.GetRequiredService<Database>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => provider.GetRequiredService<SampleSiteState>().Feeds);

    /// <summary>Serves the sample site's pictures while it is in use.</summary>
    public static void UseSampleSite(this WebApplication app)
    {
        if (app.Services.GetRequiredService<SampleSiteState>().FeedFile is null)
            return;
        app.UseStaticFiles(new StaticFileOptions
        {
            RequestPath = "/sample/pictures",
            FileProvider = new PhysicalFileProvider(Path.Combine(SampleSiteState.Folder, "pictures")),
        });
    }
}
