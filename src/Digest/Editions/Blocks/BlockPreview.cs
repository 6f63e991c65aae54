using Digest.Rendering;

namespace Digest.Editions.Blocks;

/// <summary>How a block would look in the coming edition, switched on or not. Changes nothing.</summary>
public sealed class BlockPreview(NextEdition next, EditionComposer composer)
{
    /// <summary>Renders the coming edition with the block.</summary>
    /// <param name="id">The block's.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Null: there is no coming edition as long as nothing is new.</returns>
    /// <exception cref="TemplateException">A template could not be rendered.</exception>
    public async Task<BlockInEdition?> RenderAsync(long id, CancellationToken cancellation = default)
    {
        if (await next.PreviewAsync(cancellation) is not { } preview)
            return null;
        var plain = preview.Composition;
        var taken = plain.Items.SelectMany(item => item.StoryIds.Concat(item.RelatedIds)).ToHashSet();
        var (message, shown) = await composer.RenderFittingAsync(await composer.WithBlocksAsync(plain, EditionRows.Name(plain.Content.Date), taken, id, cancellation));
        return new BlockInEdition(plain.Content.Date, message, shown.Content.Blocks);
    }
}

/// <summary>The coming edition with a block.</summary>
/// <param name="Day">Its day.</param>
/// <param name="Message">Rendered, with markers.</param>
/// <param name="Blocks">What it shows.</param>
public sealed record BlockInEdition(DateOnly Day, Rendered Message, IReadOnlyList<BlockContent> Blocks);
