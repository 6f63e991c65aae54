using Digest.Storage;
using Microsoft.Extensions.Logging;

namespace Digest.Editions;

/// <summary>Pins items of the coming edition to its top. A pin holds for every reader, until an edition has taken the story.</summary>
public sealed class PinEdits(Database database, NextEdition next, TimeProvider clock, ILogger<PinEdits> logger)
{
    /// <summary>Pins the item of a story, below those that are pinned already.</summary>
    public async Task<PinOutcome> PinAsync(long story, string by, CancellationToken cancellation = default)
    {
        if (await StoriesOfItemAsync(story, cancellation) is not { } ids)
            return PinOutcome.Unknown;
        // Asked inside the transaction: two editors may press the button at once.
        var isNew = await database.WriteAsync(async session =>
        {
            if ((await HoldingAsync(session, ids)).Count > 0)
                return false;
            await StoryPins.AddAsync(session, story, by, clock.Milliseconds());
            return true;
        }, cancellation);
        if (isNew)
            logger.LogInformation("{Admin} pinned story {Story}", by, story);
        return isNew ? PinOutcome.Done : PinOutcome.PinnedAlready;
    }

    /// <summary>Takes back whatever pins the item of a story.</summary>
    public async Task<PinOutcome> UnpinAsync(long story, string by, CancellationToken cancellation = default)
    {
        if (await StoriesOfItemAsync(story, cancellation) is not { } ids)
            return PinOutcome.Unknown;
        var undone = await database.WriteAsync(async session => await StoryPins.UndoAsync(session, await HoldingAsync(session, ids), by, clock.Milliseconds()), cancellation);
        if (undone > 0)
            logger.LogInformation("{Admin} took back the pin of story {Story}", by, story);
        return undone > 0 ? PinOutcome.Done : PinOutcome.NotPinned;
    }

    private async Task<IReadOnlyList<long>?> StoriesOfItemAsync(long story, CancellationToken cancellation) =>
        (await next.ItemsAsync(cancellation)).FirstOrDefault(item => item.StoryIds.Contains(story))?.StoryIds;

    private async Task<IReadOnlyList<long>> HoldingAsync(Session session, IReadOnlyList<long> stories) =>
        [.. (await StoryPins.OfAsync(session, clock.GetUtcNow(), edition: null)).Where(pin => stories.Contains(pin.StoryId)).Select(pin => pin.Id)];
}

/// <summary>What became of pinning or unpinning.</summary>
public enum PinOutcome
{
    Done,

    /// <summary>The story is not in the coming edition, or not any more.</summary>
    Unknown,

    /// <summary>Its item stands at the top already.</summary>
    PinnedAlready,

    /// <summary>Nothing pins its item, or not any more.</summary>
    NotPinned,
}
