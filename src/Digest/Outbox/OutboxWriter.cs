using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Digest.Storage;

namespace Digest.Outbox;

/// <summary>Puts messages into the outbox and takes unfinished ones back, inside the caller's transaction.</summary>
public sealed class OutboxWriter(TimeProvider clock)
{
    private const int ReaderWaits = 0;

    /// <summary>Adds one message that a reader waits for; it overtakes digests.</summary>
    /// <param name="session">The caller's write.</param>
    /// <param name="kind">Anything but a digest.</param>
    /// <param name="subscriberId">Who gets it.</param>
    /// <param name="content">Equal contents are kept once.</param>
    /// <param name="to">Another address than the subscriber's; null: theirs.</param>
    /// <param name="at">The message's time, UTC milliseconds; null: now.</param>
    public async Task AddAsync(Session session, MessageKind kind, long subscriberId, VariantContent content, string? to = null, long? at = null)
    {
        var now = at ?? clock.Milliseconds();
        await session.ExecuteAsync(
            """
            INSERT INTO messages (kind, priority, variant_id, subscriber_id, status, due_at, dated_at, created_at, to_address)
            VALUES (@kind, @priority, @variant, @subscriberId, 'Prepared', @now, @now, @now, @to)
            """,
            new { kind = kind.ToString(), priority = ReaderWaits, variant = await AddVariantAsync(session, editionId: null, content), subscriberId, now, to });
    }

    /// <summary>Keeps a variant and gives its id; content that the edition (or, without one, the outbox) already has is not kept twice.</summary>
    /// <param name="session">The caller's write.</param>
    /// <param name="editionId">The edition it belongs to; null for messages outside editions.</param>
    /// <param name="content">Rendered.</param>
    /// <param name="key">What makes two variants one; null: a hash of the content without its markers.</param>
    public async Task<long> AddVariantAsync(Session session, long? editionId, VariantContent content, string? key = null)
    {
        var parameters = new { editionId, key = key ?? ContentKey(content), json = JsonSerializer.Serialize(content), now = clock.Milliseconds() };
        await session.ExecuteAsync(
            "INSERT INTO variants (edition_id, content_key, content, created_at) VALUES (@editionId, @key, @json, @now) ON CONFLICT DO NOTHING", parameters);
        return await session.ScalarAsync<long>(
            "SELECT id FROM variants WHERE COALESCE(edition_id, 0) = COALESCE(@editionId, 0) AND content_key = @key", parameters);
    }

    /// <summary>
    /// Takes back what was prepared for a subscriber and is not on the wire; its stories return to the choice. A message whose
    /// answer is not known stays uncertain and is not submitted again.
    /// </summary>
    public async Task<int> SupersedeAsync(Session session, long subscriberId)
    {
        await Journal.FoldAsync(session);
        await OfferedStories.OfferUncertainAsync(session, "m.subscriber_id = @subscriberId AND m.status = 'Uncertain' AND m.finished_at IS NULL", new { subscriberId });
        return await session.ExecuteAsync(
            """
            UPDATE messages
            SET status = CASE WHEN status = 'Uncertain' THEN status ELSE 'Superseded' END, finished_at = @now, lease = NULL, lease_until = NULL
            WHERE subscriber_id = @subscriberId AND finished_at IS NULL AND status IN ('Prepared', 'Deferred', 'Uncertain')
            """, new { subscriberId, now = clock.Milliseconds() });
    }

    private static string ContentKey(VariantContent content)
    {
        var plain = content.Markers.Aggregate($"{content.Subject}\n{content.Html}\n{content.Text}", (text, marker) => text.Replace(marker.Value, marker.Key, StringComparison.Ordinal));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(plain)));
    }
}
