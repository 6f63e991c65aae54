using Digest.Storage;

namespace Digest.Signup;

/// <summary>Who asked for the link to their preferences: one row for an address, gone when it is answered.</summary>
internal static class LinkRequests
{
    public static Task AddAsync(Session session, string addressKey, long now) => session.ExecuteAsync(
        "INSERT INTO link_requests (address_key, at) VALUES (@addressKey, @now) ON CONFLICT (address_key) DO NOTHING", new { addressKey, now });

    public static Task<IReadOnlyList<string>> OpenAsync(Session session, int most) =>
        session.QueryAsync<string>("SELECT address_key FROM link_requests ORDER BY at, address_key LIMIT @most", new { most });

    public static Task RemoveAsync(Session session, IReadOnlyCollection<string> keys) =>
        session.ExecuteAsync("DELETE FROM link_requests WHERE address_key IN @keys", new { keys });

    public static Task EraseAsync(Session session, string addressKey) => session.ExecuteAsync("DELETE FROM link_requests WHERE address_key = @addressKey", new { addressKey });
}
