using Digest.Links;
using Digest.Mail;
using Digest.Mail.Dkim;

namespace Digest.Outbox;

/// <summary>A message for nobody: what a reader would get, with links that lead nowhere in particular.</summary>
public sealed class SampleMessage(SiteOptions site, SiteLinks links, MessageHeaders headers, MessageSigners signers, TimeProvider clock)
{
    /// <summary>No subscriber has this id, so the links of a sample open nothing.</summary>
    private const long Nobody = 0;

    /// <summary>The whole message, addressed to the sender.</summary>
    public byte[] Message(VariantContent content) => Message(content, headers.Sender.Address, $"preview@{headers.ListHost}");

    /// <summary>The whole message.</summary>
    /// <param name="content">What it says.</param>
    /// <param name="to">Whom it is addressed to.</param>
    /// <param name="messageId">Its Message-ID; mail programs show two of the same once.</param>
    public byte[] Message(VariantContent content, string to, string messageId) => PreparedMessage.Prepare(new MessageTemplate
    {
        From = headers.Sender,
        Subject = content.Subject,
        Html = content.Html,
        Text = content.Text,
        Language = site.Language,
        Headers = headers.For(MessageKind.Digest, content, editionId: 0),
        Markers = content.Markers,
    }, signers).Fill(new MessageFill { To = to, MessageId = messageId, Date = clock.GetUtcNow(), Slots = content.Markers.Keys.ToDictionary(slot => slot, slot => links.Fill(slot, Nobody, clock.GetUtcNow()), StringComparer.Ordinal) });

    /// <summary>One part with the markers filled.</summary>
    public string Fill(string part, VariantContent content) => content.Markers.Aggregate(
        part, (text, marker) => text.Replace(marker.Value, links.Fill(marker.Key, Nobody, clock.GetUtcNow()), StringComparison.Ordinal));
}
