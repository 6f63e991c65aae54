using Digest.Editions;
using Digest.Stories;

namespace Digest.Web.Pages.Admin.Editions;

/// <summary>The items of the coming edition with what an editor may do to them.</summary>
/// <param name="Preview">The edition.</param>
/// <param name="Why">Why its items are what they are.</param>
/// <param name="View">How the message is looked at; a form leads back to it.</param>
internal sealed record ShownItems(Preview Preview, ItemsExplained Why, MessageView View)
{
    /// <summary>The leads of the next items that are cut for length, the next one first.</summary>
    public IReadOnlyList<Story> Cut { get; init; } = [];
}
