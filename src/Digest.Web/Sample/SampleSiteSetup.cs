using Digest.Stories;
using Microsoft.Extensions.FileProviders;

namespace Digest.Web.Sample;

internal static class SampleSiteSetup
{
    public static IServiceCollection AddSampleSite(this IServiceCollection services) => services
        .AddSingleton<SampleStories>()
        .AddSingleton<SampleSiteState>();

    /// <summary>Serves the sample site's pictures while it is in use.</summary>
    public static void UseSampleSite(this WebApplication app)
    {
        var sample = app.Services.GetRequiredService<SampleSiteState>();
        app.UseWhen(_ => sample.FeedFile is not null, branch => branch.UseStaticFiles(new StaticFileOptions
        {
            RequestPath = "/sample/pictures",
            FileProvider = new PhysicalFileProvider(Path.Combine(SampleSiteState.Folder, "pictures")),
        }));
    }
}
