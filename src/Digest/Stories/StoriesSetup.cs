using Digest.Stories.Discovery;
using Digest.Stories.Pages;
using Microsoft.Extensions.DependencyInjection;

namespace Digest.Stories;

public static class StoriesSetup
{
    /// <summary>Stories in and out; needs the storage and the guarded client.</summary>
    public static IServiceCollection AddStories(this IServiceCollection services, FeedsOptions options, StoryPagesOptions pages) => services
        .AddSingleton(options)
        .AddSingleton(pages)
        .AddSingleton<ImportStories>()
        .AddSingleton<ReadStoryPages>()
        .AddSingleton<WatchStoryPages>()
        .AddSingleton<StoryPageStates>()
        .AddSingleton<StoryArchive>()
        .AddSingleton<FeedStates>()
        .AddSingleton<StorySearch>()
        .AddSingleton<SiteDiscovery>()
        .AddSingleton<IconSearch>();
}
