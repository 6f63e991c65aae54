using Digest.Editions;
using Digest.Rendering;

namespace Digest.Web.Pages.Admin.Editions;

/// <summary>An item with what an editor may say of it.</summary>
/// <param name="Desk">The desk.</param>
/// <param name="Item">The item.</param>
/// <param name="Story">Its lead as the message shows it.</param>
/// <param name="Composed">What stands beside it.</param>
internal sealed record DeskItem(ShownDesk Desk, EditionItem Item, StoryContent Story, ComposedItem Composed)
{
    public long Id => Item.Lead.Id;
}
