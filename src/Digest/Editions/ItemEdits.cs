using Digest.Storage;
using Microsoft.Extensions.Logging;

namespace Digest.Editions;

/// <summary>Splits and joins the items of the coming edition. What an editor says holds for every reader, and for later editions.</summary>
public sealed class ItemEdits(Database database, NextEdition next, TimeProvider clock, ILogger<ItemEdits> logger)
{
    /// <summary>Takes a story out of its item.</summary>
    public async Task<ItemEditOutcome> SplitAsync(long story, string by, CancellationToken cancellation = default)
    {
        var item = Of(await next.ItemsAsync(cancellation), story);
        if (item is null)
            return ItemEditOutcome.Unknown;
        if (item.Size == 1)
            return ItemEditOutcome.AloneAlready;
        await WriteAsync(TieKind.Apart, [story], [.. item.StoryIds.Where(other => other != story)], by, cancellation);
        return ItemEditOutcome.Done;
    }

    /// <summary>Makes the item of a story and the item of another one.</summary>
    public async Task<ItemEditOutcome> JoinAsync(long story, long other, string by, CancellationToken cancellation = default)
    {
        var items = await next.ItemsAsync(cancellation);
        if (Of(items, story) is not { } item || Of(items, other) is not { } otherItem)
            return ItemEditOutcome.Unknown;
        if (ReferenceEquals(item, otherItem))
            return story == other ? ItemEditOutcome.ToItself : ItemEditOutcome.OneAlready;
        await WriteAsync(TieKind.Joined, item.StoryIds, otherItem.StoryIds, by, cancellation);
        return ItemEditOutcome.Done;
    }

    /// <summary>Takes an editor's word back; what was said before it, or else the index, holds again.</summary>
    /// <returns>False when there is no such word, or it was taken back before.</returns>
    public async Task<bool> UndoAsync(long tie, string by, CancellationToken cancellation = default)
    {
        var done = await database.WriteAsync(session => StoryTies.UndoAsync(session, tie, by, clock.Milliseconds()), cancellation);
        if (done)
            logger.LogInformation("{Admin} took back tie {Tie}", by, tie);
        return done;
    }

    private static EditionItem? Of(IReadOnlyList<EditionItem> items, long story) => items.FirstOrDefault(item => item.StoryIds.Contains(story));

    private async Task WriteAsync(TieKind what, IReadOnlyList<long> ones, IReadOnlyList<long> others, string by, CancellationToken cancellation)
    {
        await database.WriteAsync(session => StoryTies.AddAsync(session, what, ones, others, by, clock.Milliseconds()), cancellation);
        logger.LogInformation("Stories {Ones} and {Others} are {What}, says {Admin}", ones, others, what, by);
    }
}

/// <summary>What became of splitting or joining.</summary>
public enum ItemEditOutcome
{
    Done,

    /// <summary>A story is not in the coming edition, or not any more.</summary>
    Unknown,

    /// <summary>The story has no others to be taken from.</summary>
    AloneAlready,

    /// <summary>A story cannot be joined to itself.</summary>
    ToItself,

    /// <summary>Both are in one item already.</summary>
    OneAlready,
}
