using Digest.Storage;

namespace Digest.Outbox;

/// <summary>Counts, for each reader who ever saw the appeal, the editions that came since.</summary>
internal static class AppealCount
{
    /// <summary>Counts editions that were submitted, or whose answer will never be known. What failed counts for nothing.</summary>
    /// <param name="session">The caller's write.</param>
    /// <param name="messages">Which, as the words after FROM; their table is <c>m</c>.</param>
    /// <param name="parameters">What those words refer to.</param>
    public static Task AddAsync(Session session, string messages, object parameters) => session.ExecuteAsync(
        $"""
        UPDATE subscribers AS s SET appeal_ago = CASE WHEN a.appeal = 1 THEN 0 ELSE s.appeal_ago + a.editions END
        FROM (SELECT m.subscriber_id, MAX(m.appeal) AS appeal, COUNT(*) AS editions FROM {messages} GROUP BY m.subscriber_id) a
        WHERE s.id = a.subscriber_id AND (a.appeal = 1 OR s.appeal_ago IS NOT NULL) AND s.status <> 'Erased'
        """, parameters);
}
