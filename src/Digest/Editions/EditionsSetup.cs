using Digest.Editions.Blocks;
using Digest.Editions.Checks;
using Digest.Editions.Corrections;
using Digest.Editions.Desk;
using Digest.Editions.Specials;
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
        .AddSingleton<EditionGate>()
        .AddSingleton<OwedCorrections>()
        .AddSingleton<FindCorrections>()
        .AddSingleton<MoveCorrected>()
        .AddSingleton<KeepCorrections>()
        .AddSingleton<CorrectionDesk>()
        .AddSingleton<CorrectionsOfEdition>()
        .AddSingleton<EditionMatters>()
        .AddSingleton<EditionVariants>()
        .AddSingleton<EditionCloser>()
        .AddSingleton<CloseEdition>()
        .AddSingleton<SpecialBook>()
        .AddSingleton<SpecialPreviews>()
        .AddSingleton<CloseSpecials>()
        .AddSingleton<PrepareMessages>()
        .AddSingleton<SendNow>()
        .AddSingleton<SendRequests>()
        .AddSingleton<EditionPause>()
        .AddSingleton<IEditionBrake, EditionBrake>()
        .AddSingleton<EditionSkip>()
        .AddSingleton<EditionHold>()
        .AddSingleton<EditionRetry>()
        .AddSingleton<EditionPages>()
        .AddSingleton<ComingEdition>()
        .AddSingleton<NextEdition>()
        .AddSingleton<EditionChecks>()
        .AddSingleton<LinkChecks>()
        .AddSingleton<LinkAsking>()
        .AddSingleton<CheckLinks>()
        .AddSingleton<ItemEdits>()
        .AddSingleton<ItemReasons>()
        .AddSingleton<DeskEdits>()
        .AddSingleton<DeskMoves>()
        .AddSingleton<DeskPresence>()
        .AddSingleton<ExplainReceipt>()
        .AddSingleton<StoryEditions>();
}
