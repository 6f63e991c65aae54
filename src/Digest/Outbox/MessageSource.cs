using System.Text.Json;
using Digest.Links;
using Digest.Mail;
using Digest.Storage;
using Digest.Subscribers;

namespace Digest.Outbox;

/// <summary>
/// What a message says, made anew from its row and its variant: the bytes that go on the wire, and the parts as a reader sees
/// them. A sender, name or address that was changed since is today's.
/// </summary>
public sealed class MessageSource(Database database, PreparedVariants variants, SiteLinks links)
{
    /// <summary>The message; null: there is none of that id, or its reader asked to be forgotten.</summary>
    public async Task<WholeMessage?> ReadAsync(long id, CancellationToken cancellation = default)
    {
        var row = await database.ReadAsync(session => session.FirstOrDefaultAsync<ClaimedMessage>(
            """
            SELECT m.id, m.kind, m.status, m.edition_id, m.variant_id, m.subscriber_id, m.created_at, m.dated_at, COALESCE(m.to_address, s.address) AS address, s.name, s.format
            FROM messages m JOIN subscribers s ON s.id = m.subscriber_id
            WHERE m.id = @id AND s.address <> ''
            """, new { id }), cancellation);
        if (row is null)
            return null;
        var json = await database.ReadAsync(session => session.ScalarAsync<string>("SELECT content FROM variants WHERE id = @VariantId", row), cancellation);
        var content = JsonSerializer.Deserialize<VariantContent>(json!)!;
        var bytes = new MessageBuffer();
        await variants.FillAsync(row, bytes, cancellation);
        return new WholeMessage(content.Subject, row.Format is MessageFormat.Text ? null : Fill(content.Html), Fill(content.Text), bytes.Written);

        string Fill(string part) => content.Markers.Aggregate(part, (text, marker) => text.Replace(marker.Value, links.Fill(marker.Key, row.SubscriberId, row.DatedAt.ToTime()), StringComparison.Ordinal));
    }
}

/// <summary>A message as its reader sees it and as it goes on the wire.</summary>
/// <param name="Subject">As plain text.</param>
/// <param name="Html">The HTML part with the reader's own links; null: its reader wants text alone.</param>
/// <param name="Text">The text part with the reader's own links.</param>
/// <param name="Bytes">All bytes, with CRLF line ends.</param>
public sealed record WholeMessage(string Subject, string? Html, string Text, ReadOnlyMemory<byte> Bytes);
