using Digest.Editions.Blocks;
using Digest.Outbox;
using Microsoft.Extensions.DependencyInjection;

namespace Digest.Editions;

public static class EditionsSetup
{
    public static IServiceCollection AddEditions(this IServiceCollection services, EditionOptions options) => services
        .AddSingleton(options)
        .AddSingleton<EditionClock>()
        .AddSingleton<StoryChoice>()
        .AddSingleton<EditionClusters>()
        .AddSingleton<BlockBook>()
        .AddSingleton<YearAgo>()
        .AddSingleton<EditionBlocks>()
        .AddSingleton<BlockPreview>()
        .AddSingleton<EditionComposer>()
        .AddSingleton<OfferedLately>()
        .AddSingleton<EditionVariants>()
        .AddSingleton<EditionCloser>()
        .AddSingleton<CloseEdition>()
        .AddSingleton<PrepareMessages>()
        .AddSingleton<SendNow>()
        .AddSingleton<SendRequests>()
        .AddSingleton<EditionPause>()
        .AddSingleton<IEditionBrake, EditionBrake>()
        .AddSingleton<EditionSkip>()
        .AddSingleton<EditionRetry>()
        .AddSingleton<EditionPages>()
        .AddSingleton<ComingEdition>()
        .AddSingleton<NextEdition>()
        .AddSingleton<ItemEdits>()
        .AddSingleton<ItemReasons>()
        .AddSingleton<PinEdits>()
        .AddSingleton<ExplainReceipt>()
        .AddSingleton<StoryEditions>();
}
