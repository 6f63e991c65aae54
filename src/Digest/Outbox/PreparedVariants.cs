using System.Collections.Concurrent;
using System.Text.Json;
using Digest.Links;
using Digest.Mail;
using Digest.Mail.Dkim;
using Digest.Storage;
using Digest.Subscribers;

namespace Digest.Outbox;

/// <summary>Variants encoded once and kept while they are in use; filling one per reader costs next to nothing.</summary>
public sealed class PreparedVariants(Database database, SiteOptions site, SiteLinks links, LinkSigner signer, MessageHeaders headers, MessageSigners signers)
{
    private const int Kept = 200;
    // What a variant is encoded with can be changed meanwhile.
    private readonly ConcurrentDictionary<Key, Variant> prepared = new();

    /// <summary>Writes the message as it goes on the wire.</summary>
    public async Task FillAsync(ClaimedMessage message, MessageBuffer output, CancellationToken cancellation = default)
    {
        if (TryFill(message, output))
            return;
        if (prepared.Count >= Kept)
            prepared.Clear();
        var variant = await PrepareAsync(message, cancellation);
        prepared[KeyOf(message)] = variant;
        Fill(message, variant, output);
    }

    /// <summary>The same without waiting; false when the message's variant is not at hand.</summary>
    public bool TryFill(ClaimedMessage message, MessageBuffer output)
    {
        if (!prepared.TryGetValue(KeyOf(message), out var variant))
            return false;
        Fill(message, variant, output);
        return true;
    }

    private Key KeyOf(ClaimedMessage message) => new(message.VariantId, message.Kind, site.From, site.Url, site.Language, message.Format);

    private void Fill(ClaimedMessage message, Variant variant, MessageBuffer output) => variant.Message.Fill(
        new MessageFill
        {
            To = message.Address,
            // What somebody typed into a form is not shown to an address that nobody has confirmed.
            ToName = message.Kind is MessageKind.Confirmation or MessageKind.Reminder or MessageKind.AlreadyReading or MessageKind.PreferencesLink or MessageKind.AddressNew ? null : message.Name,
            MessageId = MessageId(message),
            Date = message.DatedAt.ToTime(),
            Slots = variant.Slots.ToDictionary(slot => slot, slot => links.Fill(slot, message.SubscriberId, message.DatedAt.ToTime()), StringComparer.Ordinal),
        },
        output);

    /// <summary>The same for each attempt at one message, so that a repetition can be recognised (RFC 5322 §3.6.4).</summary>
    private string MessageId(ClaimedMessage message)
    {
        var what = message.EditionId is { } edition ? $"{edition}:{message.SubscriberId}" : $"message:{message.Id}";
        return $"{signer.KeyedHash("message-id", what)}@{headers.ListHost}";
    }

    private async Task<Variant> PrepareAsync(ClaimedMessage message, CancellationToken cancellation)
    {
        var json = await database.ReadAsync(session => session.ScalarAsync<string>("SELECT content FROM variants WHERE id = @VariantId", message), cancellation);
        var content = JsonSerializer.Deserialize<VariantContent>(json!)!;
        var encoded = PreparedMessage.Prepare(new MessageTemplate
        {
            From = headers.Sender,
            Subject = content.Subject,
            Html = message.Format is MessageFormat.Text ? null : content.Html,
            Text = content.Text,
            Language = site.Language,
            Headers = headers.For(message.Kind, content, message.EditionId),
            Markers = content.Markers,
        }, signers);
        return new Variant(encoded, [.. content.Markers.Keys]);
    }

    private readonly record struct Key(long VariantId, MessageKind Kind, string From, string Url, string Language, MessageFormat Format);

    private sealed record Variant(PreparedMessage Message, IReadOnlyList<string> Slots);
}
