using Dapper;
using Digest.Storage;

namespace Digest.Subscribers;

/// <summary>The subscribers' rows: each method is one statement in the caller's read or write. Times (<c>now</c>) are UTC milliseconds.</summary>
public static class SubscriberBook
{
    public static Task<Subscriber?> FindAsync(Session session, long id) =>
        session.FirstOrDefaultAsync<Subscriber>("SELECT * FROM subscribers WHERE id = @id", new { id });

    /// <summary>Who has the address; null: nobody.</summary>
    public static Task<Subscriber?> FindAsync(Session session, EmailAddress address) =>
        session.FirstOrDefaultAsync<Subscriber>("SELECT * FROM subscribers WHERE address_key = @Key", address);

    /// <summary>Those of the addresses that are known, by their keys.</summary>
    public static async Task<IReadOnlyDictionary<string, Subscriber>> FindAsync(Session session, IReadOnlyCollection<string> addressKeys) =>
        (await session.QueryAsync<Subscriber>("SELECT * FROM subscribers WHERE address_key IN @addressKeys", new { addressKeys }))
            .ToDictionary(subscriber => subscriber.AddressKey, StringComparer.Ordinal);

    /// <summary>Adds subscribers whose addresses are not known yet, Pending or Active.</summary>
    public static Task<int> AddAsync(Session session, IEnumerable<NewSubscriber> subscribers, long now) => session.ExecuteAsync(
        $"""
        INSERT INTO subscribers (address, address_key, name, status, cadence, days, send_hour, time_zone, topics, muted, format, language, position, created_at, confirmed_at)
        VALUES (@Address, @Key, @Name, @Status, @Cadence, @Days, @SendHour, @TimeZone, @Topics, @Muted, @Format, @Language,
                CASE WHEN @Status = 'Active' THEN {StartPosition.Sql} ELSE 0 END, @now, @ConfirmedAt)
        """,
        subscribers.Select(one => new
        {
            Address = one.Address.Value,
            one.Address.Key,
            one.Name,
            Status = (one.ConfirmedAt is null ? SubscriberStatus.Pending : SubscriberStatus.Active).ToString(),
            Cadence = one.Choices.Cadence.ToString(),
            Days = CadenceDays.Of(one.Choices),
            one.Choices.SendHour,
            one.Choices.TimeZone,
            Topics = TopicList.Write(one.Choices.Topics),
            Muted = TopicList.Write(one.Choices.Muted),
            Format = one.Choices.Format.ToString(),
            one.Choices.Language,
            one.ConfirmedAt,
            now,
        }));

    /// <summary>Unsubscribed or Unreachable → Pending: somebody asked anew.</summary>
    public static async Task<bool> AskAgainAsync(Session session, long id) => await session.ExecuteAsync(
        "UPDATE subscribers SET status = 'Pending', reminded_at = NULL WHERE id = @id AND status IN ('Unsubscribed', 'Unreachable')",
        new { id }) == 1;

    /// <summary>Pending → Active. Whoever comes back keeps what they were already offered.</summary>
    public static async Task<bool> ActivateAsync(Session session, long id, long now) => await session.ExecuteAsync(
        $"""
        UPDATE subscribers
        SET status = 'Active', confirmed_at = @now, unsubscribed_at = NULL, paused_until = NULL,
            position = CASE WHEN position > {StartPosition.Sql} THEN position ELSE {StartPosition.Sql} END
        WHERE id = @id AND status = 'Pending'
        """,
        new { id, now }) == 1;

    /// <summary>Pending, Active or Unreachable → Unsubscribed.</summary>
    public static async Task<bool> LeaveAsync(Session session, long id, long now) => await session.ExecuteAsync(
        "UPDATE subscribers SET status = 'Unsubscribed', unsubscribed_at = @now WHERE id = @id AND status IN ('Pending', 'Active', 'Unreachable')",
        new { id, now }) == 1;

    /// <summary>Unsubscribed → what it was before: Active, or Pending when it was never confirmed. The position stays.</summary>
    public static async Task<bool> RestoreAsync(Session session, long id) => await session.ExecuteAsync(
        """
        UPDATE subscribers
        SET status = CASE WHEN confirmed_at IS NULL THEN 'Pending' ELSE 'Active' END, unsubscribed_at = NULL
        WHERE id = @id AND status = 'Unsubscribed'
        """,
        new { id }) == 1;

    /// <summary>Changes what an active subscriber chose.</summary>
    public static async Task<bool> ChooseAsync(Session session, long id, Choices choices) => await session.ExecuteAsync(
        $"UPDATE subscribers SET {ChoiceColumns} WHERE id = @id AND status = 'Active'", ChoiceParameters(id, choices)) == 1;

    /// <summary>Another address. The caller has seen that nobody has it.</summary>
    public static async Task<bool> MoveAsync(Session session, long id, EmailAddress address) => await session.ExecuteAsync(
        "UPDATE subscribers SET address = @Value, address_key = @Key WHERE id = @id AND status = 'Active'", new { id, address.Value, address.Key }) == 1;

    /// <summary>Pauses an active subscriber until a time, or ends the pause (null). The position stays.</summary>
    public static async Task<bool> PauseAsync(Session session, long id, DateTimeOffset? until) => await session.ExecuteAsync(
        "UPDATE subscribers SET paused_until = @until WHERE id = @id AND status = 'Active'",
        new { id, until = until?.ToMilliseconds() }) == 1;

    /// <summary>Lets the appeal rest for an active subscriber until a time, or ends the rest (null).</summary>
    public static async Task<bool> RestAppealAsync(Session session, long id, DateTimeOffset? until) => await session.ExecuteAsync(
        "UPDATE subscribers SET appeal_rest_until = @until WHERE id = @id AND status = 'Active'",
        new { id, until = until?.ToMilliseconds() }) == 1;

    /// <summary>Changes name, choices and pause of anybody who is not erased.</summary>
    public static async Task<bool> EditAsync(Session session, long id, string? name, Choices choices, DateTimeOffset? pausedUntil)
    {
        var parameters = ChoiceParameters(id, choices);
        parameters.AddDynamicParams(new { name, until = pausedUntil?.ToMilliseconds() });
        return await session.ExecuteAsync($"UPDATE subscribers SET name = @name, paused_until = @until, {ChoiceColumns} WHERE id = @id AND status <> 'Erased'", parameters) == 1;
    }

    /// <summary>Anything → Erased: the row stays for the messages that refer to it, without address, name and choices.</summary>
    public static async Task<bool> EraseAsync(Session session, long id, long now) => await session.ExecuteAsync(
        """
        UPDATE subscribers
        SET status = 'Erased', address = '', address_key = @key, name = NULL, cadence = 'Daily', days = 127, send_hour = NULL, time_zone = NULL,
            topics = '[]', muted = '[]', format = 'Html', language = NULL, paused_until = NULL, appeal_ago = NULL, appeal_rest_until = NULL, unsubscribed_at = COALESCE(unsubscribed_at, @now)
        WHERE id = @id AND status <> 'Erased'
        """,
        new { id, now, key = $"erased:{id}" }) == 1;

    // Whoever got no regular edition begins like a new reader: what went by meanwhile is no backlog.
    private const string ChoiceColumns =
        $"""
        cadence = @Cadence, days = @Days, send_hour = @SendHour, time_zone = @TimeZone, topics = @Topics, muted = @Muted, format = @Format, language = @Language,
        position = CASE WHEN cadence = 'BreakingOnly' AND @Cadence <> 'BreakingOnly' AND position < {StartPosition.Sql} THEN {StartPosition.Sql} ELSE position END
        """;

    private static DynamicParameters ChoiceParameters(long id, Choices choices)
    {
        var parameters = new DynamicParameters();
        parameters.AddDynamicParams(new
        {
            id,
            Cadence = choices.Cadence.ToString(),
            Days = CadenceDays.Of(choices),
            choices.SendHour,
            choices.TimeZone,
            Topics = TopicList.Write(choices.Topics),
            Muted = TopicList.Write(choices.Muted),
            Format = choices.Format.ToString(),
            choices.Language,
        });
        return parameters;
    }
}

/// <summary>A subscriber to be added.</summary>
/// <param name="Address">Not known yet.</param>
/// <param name="Name">May be absent.</param>
/// <param name="Choices">What was chosen.</param>
/// <param name="ConfirmedAt">UTC milliseconds: Active since then; null: Pending.</param>
public sealed record NewSubscriber(EmailAddress Address, string? Name, Choices Choices, long? ConfirmedAt);
