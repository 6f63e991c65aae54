using Digest.Links;
using Digest.Mail;

namespace Digest.Outbox;

/// <summary>The headers that tell mail servers and mail programs what a message is and how to leave (RFC 2369, 2919, 3834, 8058).</summary>
public sealed class MessageHeaders(SiteOptions site, SiteLinks links)
{
    private Parsed? parsed;

    /// <summary>The headers of a kind of message. A value may contain the marker of a slot.</summary>
    public IReadOnlyList<Header> For(MessageKind kind, VariantContent variant, long? editionId)
    {
        var headers = new List<Header>
        {
            // RFC 3834 §5. Not "All" in the second: that would suppress the bounces too.
            new("Auto-Submitted", "auto-generated"),
            new("X-Auto-Response-Suppress", "DR, RN, NRN, OOF, AutoReply"),
        };
        if (kind is MessageKind.Confirmation or MessageKind.Reminder or MessageKind.DataLink or MessageKind.AddressOld or MessageKind.AddressNew)
            return headers;
        if (variant.Markers.TryGetValue(LinkSlot.Unsubscribe, out var unsubscribe))
        {
            headers.Add(new("List-Unsubscribe", $"<{unsubscribe}>"));
            headers.Add(new("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
        }
        headers.Add(new("List-Id", $"<digest.{ListHost}>"));
        headers.Add(new("List-Help", $"<{links.Home}>"));
        headers.Add(new("List-Owner", $"<mailto:{Sender.Address}>"));
        headers.Add(new("List-Archive", $"<{links.Editions}>"));
        headers.Add(new("List-Post", "NO"));
        if (kind is MessageKind.Digest)
        {
            headers.Add(new("Precedence", "bulk"));
            headers.Add(new("Feedback-ID", $"{editionId}:digest:{ListHost}"));
        }
        return headers;
    }

    /// <summary>The sender, as <c>Site:From</c> says.</summary>
    public MailboxAddress Sender
    {
        get
        {
            var from = site.From;
            if (parsed is { } known && known.From == from)
                return known.Sender;
            var sender = MailboxAddress.Parse(from);
            parsed = new Parsed(from, sender);
            return sender;
        }
    }

    /// <summary>The sender's domain, which names the list and the messages.</summary>
    public string ListHost => Sender.Domain;

    private sealed record Parsed(string From, MailboxAddress Sender);
}
