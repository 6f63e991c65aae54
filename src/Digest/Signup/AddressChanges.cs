using Digest.Links;
using Digest.Storage;
using Digest.Subscribers;

namespace Digest.Signup;

/// <summary>The rows of changes of address that wait for both addresses: one for a reader, the latest. Times are UTC milliseconds.</summary>
internal static class AddressChanges
{
    public static async Task PutAsync(Session session, long subscriberId, EmailAddress address, long now)
    {
        await EraseAsync(session, subscriberId);
        await session.ExecuteAsync(
            "INSERT INTO address_changes (subscriber_id, address, address_key, asked_at) VALUES (@subscriberId, @Value, @Key, @now)", new { subscriberId, address.Value, address.Key, now });
    }

    /// <summary>The change that a link speaks of; null: it was made, another took its place, or its time is over.</summary>
    public static Task<AddressChange?> FindAsync(Session session, EndingLink link, long now) => session.FirstOrDefaultAsync<AddressChange>(
        "SELECT * FROM address_changes WHERE subscriber_id = @Id AND asked_at = @askedAt AND @now < @End",
        new { link.Id, link.End, askedAt = link.End - (long)SiteLinks.AddressTime.TotalMilliseconds, now });

    public static Task AgreeAsync(Session session, long id, bool isNew, long now) => session.ExecuteAsync(
        isNew ? "UPDATE address_changes SET new_agreed_at = COALESCE(new_agreed_at, @now) WHERE id = @id" : "UPDATE address_changes SET old_agreed_at = COALESCE(old_agreed_at, @now) WHERE id = @id",
        new { id, now });

    public static Task EraseAsync(Session session, long subscriberId) => session.ExecuteAsync("DELETE FROM address_changes WHERE subscriber_id = @subscriberId", new { subscriberId });

    public static Task RemoveOldAsync(Session session, long now) => session.ExecuteAsync(
        "DELETE FROM address_changes WHERE asked_at <= @before", new { before = now - (long)SiteLinks.AddressTime.TotalMilliseconds });
}

/// <summary>A change of address that waits.</summary>
internal sealed record AddressChange
{
    public long Id { get; init; }

    public long SubscriberId { get; init; }

    public string Address { get; init; } = "";

    public string AddressKey { get; init; } = "";

    public long AskedAt { get; init; }

    public long? OldAgreedAt { get; init; }

    public long? NewAgreedAt { get; init; }
}
