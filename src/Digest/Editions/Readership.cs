using Digest.Editions.Corrections;

namespace Digest.Editions;

/// <summary>Which subscribers an edition is due for, as SQL that the choice and the preparation share.</summary>
internal static class Readership
{
    /// <summary>
    /// A common table <c>due</c> (id, position, offered_ahead, topics, muted, language, send_hour, time_zone, owed, appeal): active, not paused, with a cadence that includes
    /// the day, in the range of ids. Whoever follows topics gets no others, so that what they muted makes no difference. What is on the wire or uncertain counts as offered.
    /// What they are owed is 0 while no correction goes. Parameters: @weekday, @closedAt,
    /// @ignoreHours, @appealEvery (0: nobody is to see an appeal), @from, @to.
    /// </summary>
    public const string Due =
        $"""
        WITH due AS (
            SELECT s.id, s.topics, s.offered_ahead, CASE WHEN s.topics = '[]' THEN s.muted ELSE '[]' END AS muted, COALESCE(s.language, '') AS language,
                   CASE WHEN @ignoreHours = 1 OR s.send_hour IS NULL THEN -1 ELSE s.send_hour END AS send_hour,
                   CASE WHEN @ignoreHours = 1 OR s.send_hour IS NULL THEN '' ELSE COALESCE(s.time_zone, '') END AS time_zone,
                   CASE WHEN @appealEvery > 0 AND (s.appeal_ago IS NULL OR s.appeal_ago >= @appealEvery - 1) AND (@appealEvery = 1 OR COALESCE(u.appeal, 0) = 0)
                             AND (s.appeal_rest_until IS NULL OR s.appeal_rest_until <= @closedAt) THEN 1 ELSE 0 END AS appeal,
                   CASE WHEN u.last_number > s.position THEN u.last_number ELSE s.position END AS position,
                   COALESCE(o.owed, 0) AS owed
            FROM subscribers s
            LEFT JOIN (SELECT subscriber_id, MAX(last_number) AS last_number, MAX(appeal) AS appeal
                       FROM messages WHERE finished_at IS NULL AND status IN ('Submitting', 'Uncertain') GROUP BY subscriber_id) u ON u.subscriber_id = s.id
            LEFT JOIN ({OwedCorrections.Owing}) o ON o.subscriber_id = s.id
            WHERE s.status = 'Active' AND (s.days & @weekday) <> 0 AND (s.paused_until IS NULL OR s.paused_until <= @closedAt)
              AND s.id > @from AND s.id <= @to)
        """;

    /// <summary>The bit of a day in <c>subscribers.days</c>: Monday 1 … Sunday 64.</summary>
    public static int Bit(DateOnly day) => 1 << (((int)day.DayOfWeek + 6) % 7);
}

/// <summary>Readers with equal positions, topics, languages, hours and rests: they get the same of an edition at the same time.</summary>
public sealed record ReaderGroup
{
    public long Position { get; init; }

    /// <summary>What was offered beyond the position, as <see cref="Outbox.OfferedRanges"/> writes it.</summary>
    public string OfferedAhead { get; init; } = Outbox.OfferedRanges.None;

    /// <summary>A sorted JSON array; empty: everything.</summary>
    public string Topics { get; init; } = "[]";

    /// <summary>A sorted JSON array; empty: none.</summary>
    public string Muted { get; init; } = "[]";

    /// <summary>A language's code; empty: none was chosen.</summary>
    public string Language { get; init; } = "";

    /// <summary>-1: as soon as the edition is closed.</summary>
    public int SendHour { get; init; } = -1;

    /// <summary>IANA name; empty: the editions' own.</summary>
    public string TimeZone { get; init; } = "";

    /// <summary>Which corrections they are owed, as bits (<see cref="OwedCorrections"/>).</summary>
    public long Owed { get; init; }

    /// <summary>Whether they are to see the appeal.</summary>
    public bool Appeal { get; init; }

    /// <summary>The same whatever the hour: the stories do not depend on it.</summary>
    public ReaderGroup AtAnyHour => this with { SendHour = -1, TimeZone = "" };
}
