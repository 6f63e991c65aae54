using Digest.Stories;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Digest.Related;

public static class RelatedSetup
{
    /// <summary>Adds what is related to what.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="options">What counts as related.</param>
    /// <param name="folder">Where the index is kept between starts.</param>
    public static IServiceCollection AddRelated(this IServiceCollection services, RelatedOptions options, string folder) => services
        .AddSingleton(options)
        .AddSingleton(provider => new RelatedArchive(
            provider.GetRequiredService<StoryArchive>(), options, provider.GetRequiredService<TimeProvider>(), Path.Combine(folder, "related.index"), provider.GetRequiredService<ILogger<RelatedArchive>>()));
}
