using Digest.Stories.Discovery;
using Microsoft.Extensions.DependencyInjection;

namespace Digest.Stories;

public static class StoriesSetup
{
    /// <summary>Stories in and out; needs the storage and the guarded client.</summary>
    public static IServiceCollection AddStories(this IServiceCollection services, FeedsOptions options) => services
        .AddSingleton(options)
        .AddSingleton<ImportStories>()
        .AddSingleton<StoryArchive>()
        .AddSingleton<FeedStates>()
        .AddSingleton<StorySearch>()
        .AddSingleton<SiteDiscovery>()
        .AddSingleton<IconSearch>();
}
