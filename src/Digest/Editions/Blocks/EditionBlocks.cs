using Digest.Rendering;
using Digest.Stories;

namespace Digest.Editions.Blocks;

/// <summary>The blocks that an edition shows.</summary>
public sealed class EditionBlocks(BlockBook book, YearAgo yearAgo)
{
    /// <summary>The blocks of a day. One that should show a story of a year ago is left out where there is none.</summary>
    /// <param name="day">The edition's.</param>
    /// <param name="slug">The edition's.</param>
    /// <param name="taken">Stories that the edition shows already, or that its readers are not to be shown.</param>
    /// <param name="besides">A block that is shown whatever its days; null: none.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<IReadOnlyList<ShownBlock>> OfAsync(DateOnly day, string slug, IReadOnlySet<long> taken, long? besides = null, CancellationToken cancellation = default)
    {
        var shown = new List<ShownBlock>();
        var notAgain = taken.ToHashSet();
        foreach (var block in (await book.AllAsync(cancellation)).Where(block => block.IsShownOn(day) || block.Id == besides))
        {
            var story = block.Kind is BlockKind.YearAgo ? await yearAgo.FindAsync(day, slug, notAgain, cancellation) : null;
            if (block.Kind is BlockKind.YearAgo && story is null)
                continue;
            if (story is not null)
                notAgain.Add(story.Id);
            shown.Add(new ShownBlock(block, story));
        }
        return shown;
    }
}

/// <summary>A block with the story that it shows.</summary>
/// <param name="Block">The block.</param>
/// <param name="Story">Null: it shows none.</param>
public sealed record ShownBlock(EditionBlock Block, Story? Story);
