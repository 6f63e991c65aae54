using System.Globalization;
using System.Text.Json;
using Digest.Storage;

namespace Digest.Subscribers;

/// <summary>What was changed about subscribers, by whom, from what to what: written in the same transaction as the change.</summary>
public static class SubscriberChanges
{
    private const string PauseFormat = "'until' yyyy-MM-dd HH:mm 'UTC'";

    /// <summary>Who: the reader, with a link from a message.</summary>
    public const string Reader = "reader";

    /// <summary>Who: the job that removes what was never confirmed.</summary>
    public const string CleanUp = "clean-up";

    /// <summary>Who: an admin.</summary>
    public static string Admin(string name) => $"admin {name}";

    /// <summary>Notes everything that differs between a subscriber as they were and as they are now.</summary>
    /// <returns>How many things were changed.</returns>
    public static async Task<int> NoteAsync(Session session, Subscriber before, string who, long now)
    {
        if (await SubscriberBook.FindAsync(session, before.Id) is not { } after)
            return 0;
        return await session.ExecuteAsync(
            "INSERT INTO subscriber_changes (subscriber_id, at, who, what, before_value, after_value) VALUES (@Id, @now, @who, @What, @From, @To)",
            Between(before, after).Select(change => new { before.Id, now, who, What = change.What.ToString(), change.From, change.To }).ToList());
    }

    /// <summary>Notes that subscribers were added, by their addresses' keys.</summary>
    public static Task NoteAddedAsync(Session session, IReadOnlyCollection<string> addressKeys, string who, long now) => session.ExecuteAsync(
        """
        INSERT INTO subscriber_changes (subscriber_id, at, who, what, after_value)
        SELECT id, @now, @who, 'Status', status FROM subscribers WHERE address_key IN @addressKeys
        """,
        new { addressKeys, who, now });

    /// <summary>The newest changes of a subscriber before a time.</summary>
    public static Task<IReadOnlyList<SubscriberChange>> ReadAsync(Session session, long subscriberId, long before, int most) => session.QueryAsync<SubscriberChange>(
        $"{Select} WHERE subscriber_id = @subscriberId AND at < @before ORDER BY at DESC, id DESC LIMIT @most", new { subscriberId, before, most });

    /// <summary>What was changed after the change of the given number, the first first.</summary>
    public static Task<IReadOnlyList<SubscriberChange>> SinceAsync(Session session, long subscriberId, long after) => session.QueryAsync<SubscriberChange>(
        $"{Select} WHERE subscriber_id = @subscriberId AND id > @after ORDER BY id", new { subscriberId, after });

    /// <summary>What was changed after a time, the last first.</summary>
    public static Task<IReadOnlyList<SubscriberChange>> AfterAsync(Session session, long subscriberId, long time) => session.QueryAsync<SubscriberChange>(
        $"{Select} WHERE subscriber_id = @subscriberId AND at > @time ORDER BY id DESC", new { subscriberId, time });

    /// <summary>When the address was changed last, UTC milliseconds; 0: never.</summary>
    public static async Task<long> MovedAtAsync(Session session, long subscriberId) =>
        await session.ScalarAsync<long?>("SELECT MAX(at) FROM subscriber_changes WHERE subscriber_id = @subscriberId AND what = 'Address'", new { subscriberId }) ?? 0;

    /// <summary>Notes why somebody left; nobody gives a second reason for the same leaving.</summary>
    /// <returns>False: there is one already.</returns>
    public static async Task<bool> NoteReasonAsync(Session session, long subscriberId, string reason, long leftAt, long now) => await session.ExecuteAsync(
        """
        INSERT INTO subscriber_changes (subscriber_id, at, who, what, after_value)
        SELECT @subscriberId, @now, @Reader, 'Reason', @reason
        WHERE NOT EXISTS (SELECT 1 FROM subscriber_changes WHERE subscriber_id = @subscriberId AND what = 'Reason' AND at >= @leftAt)
        """,
        new { subscriberId, now, Reader, reason, leftAt }) == 1;

    /// <summary>The number of the latest change; 0: there was none.</summary>
    public static async Task<long> LatestAsync(Session session, long subscriberId) =>
        await session.ScalarAsync<long?>("SELECT MAX(id) FROM subscriber_changes WHERE subscriber_id = @subscriberId", new { subscriberId }) ?? 0;

    /// <summary>Removes what was changed of an erased subscriber, apart from the states.</summary>
    public static async Task EraseAsync(Session session, long subscriberId)
    {
        await session.ExecuteAsync("DELETE FROM subscriber_changes WHERE subscriber_id = @subscriberId AND what <> 'Status'", new { subscriberId });
        // A file may be named after the reader.
        await session.ExecuteAsync("UPDATE subscriber_changes SET who = 'import' WHERE subscriber_id = @subscriberId AND who LIKE 'import:%'", new { subscriberId });
    }

    private const string Select = "SELECT id, at, who, what, before_value, after_value FROM subscriber_changes";

    private static IEnumerable<(ChangedPart What, string? From, string? To)> Between(Subscriber before, Subscriber after) =>
        new (ChangedPart What, string? From, string? To)[]
        {
            (ChangedPart.Status, before.Status.ToString(), after.Status.ToString()),
            (ChangedPart.Address, before.Address, after.Address),
            (ChangedPart.Name, before.Name, after.Name),
            (ChangedPart.Cadence, Cadence(before), Cadence(after)),
            (ChangedPart.Hour, Hour(before), Hour(after)),
            (ChangedPart.TimeZone, before.TimeZone, after.TimeZone),
            (ChangedPart.Topics, Topics(before.Topics), Topics(after.Topics)),
            (ChangedPart.Muted, Topics(before.Muted), Topics(after.Muted)),
            (ChangedPart.Format, before.Format.ToString(), after.Format.ToString()),
            (ChangedPart.Language, before.Language, after.Language),
            (ChangedPart.Pause, Until(before.PausedUntil), Until(after.PausedUntil)),
            (ChangedPart.AppealRest, Until(before.AppealRestUntil), Until(after.AppealRestUntil)),
        }.Where(change => change.From != change.To);

    private static string Cadence(Subscriber subscriber) => subscriber.Cadence switch
    {
        Subscribers.Cadence.Weekly or Subscribers.Cadence.ChosenDays => string.Join(", ", CadenceDays.Days(subscriber.Days).Select(day => day.ToString()).Prepend(subscriber.Cadence.ToString())),
        _ => subscriber.Cadence.ToString(),
    };

    private static string? Hour(Subscriber subscriber) => subscriber.SendHour is { } hour ? string.Create(CultureInfo.InvariantCulture, $"{hour:00}:00") : null;

    private static string? Topics(string list) => TopicList.Read(list) is { Count: > 0 } topics ? string.Join(", ", topics) : null;

    private static string? Until(long? time) => time.ToTime()?.ToString(PauseFormat, CultureInfo.InvariantCulture);

    /// <summary>The pause that a change speaks of, to the minute.</summary>
    internal static long? PauseOf(string? words) =>
        DateTimeOffset.TryParseExact(words, PauseFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var until) ? until.ToMilliseconds() : null;

    /// <summary>
    /// The topics that a change speaks of. One with a comma of its own comes back as two, in their old order: joined again, they
    /// are the words of the change.
    /// </summary>
    internal static string TopicsOf(string? words) => words is null ? TopicList.Everything : JsonSerializer.Serialize(words.Split(", "));
}

/// <summary>What can be changed about a subscriber.</summary>
public enum ChangedPart
{
    Status,
    Address,
    Name,
    Cadence,
    Hour,
    TimeZone,
    Topics,
    Muted,
    Format,
    Language,
    Pause,

    /// <summary>For how long they are not asked for support.</summary>
    AppealRest,

    /// <summary>Why somebody left, when they say so.</summary>
    Reason,
}

/// <summary>One change.</summary>
public sealed record SubscriberChange
{
    public long Id { get; init; }

    public long At { get; init; }

    /// <summary>reader, clean-up, admin NAME or import: FILE.</summary>
    public string Who { get; init; } = "";

    public ChangedPart What { get; init; }

    /// <summary>In words; null: none.</summary>
    public string? BeforeValue { get; init; }

    /// <inheritdoc cref="BeforeValue"/>
    public string? AfterValue { get; init; }
}
