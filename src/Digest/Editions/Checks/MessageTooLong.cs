using System.Globalization;

namespace Digest.Editions.Checks;

/// <summary>HTML that is too long though items were dropped: mail programs would cut it, and the link that unsubscribes with it.</summary>
internal sealed class MessageTooLong : IEditionCheck
{
    public IEnumerable<Finding> Find(CheckedEdition edition)
    {
        if (edition is { IsPage: false, Message: { } message, Composition: { } composition } && !EditionComposer.Fits(message, composition.Items.Count))
        {
            yield return Finding.Block(
                "message-too-long",
                string.Create(CultureInfo.InvariantCulture, $"The HTML takes {message.EncodedHtmlBytes / 1000.0:0.0} KB with a single item, and mail programs cut what is longer than {EditionComposer.MaxHtmlBytes / 1000} KB."),
                "Shorten the story's dek, the appeal or the template.");
        }
    }
}
