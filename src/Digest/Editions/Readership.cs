using Dapper;
using Digest.Editions.Corrections;
using Digest.Storage;

namespace Digest.Editions;

/// <summary>Which subscribers an edition is due for, as SQL that the choice and the preparation share.</summary>
internal static class Readership
{
    /// <summary>Beside the bits of the days in <c>editions.weekday</c>: readers who get special editions only.</summary>
    public const int SpecialOnly = 128;

    /// <summary>Everybody.</summary>
    public const int Everybody = 255;

    private const string OnTheWire = "finished_at IS NULL AND status IN ('Submitting', 'Uncertain')";

    // By the index of edition and subscriber: however many messages are open, a range of readers has few.
    private const string NotFinished =
        "SELECT subscriber_id, edition_id, after_number, last_number, appeal FROM messages WHERE edition_id IN @open AND subscriber_id > @from AND subscriber_id <= @to AND finished_at IS NULL";

    // From one edition to the next by the index of open messages: an edition costs one step.
    private const string OpenEditions =
        $"""
        WITH RECURSIVE open(edition) AS (
            SELECT (SELECT MIN(edition_id) FROM messages WHERE {Waits} AND edition_id > 0)
            UNION ALL
            SELECT (SELECT MIN(edition_id) FROM messages WHERE {Waits} AND edition_id > open.edition) FROM open WHERE open.edition IS NOT NULL)
        SELECT edition FROM open WHERE edition IS NOT NULL UNION SELECT edition_id FROM messages WHERE {OnTheWire} AND edition_id IS NOT NULL
        """;

    private const string Waits = "finished_at IS NULL AND status IN ('Prepared', 'Deferred', 'Uncertain')";

    private const string Choices =
        """
        WITH due AS (
            SELECT s.id, s.topics, COALESCE(s.language, '') AS language,
        """;

    // What special editions have for readers in messages that are not finished.
    private const string OfSpecials = $"SELECT n.subscriber_id, n.edition_id, r.after_number, r.last_number FROM edition_ranges r JOIN ({NotFinished}) n ON n.edition_id = r.edition_id";

    private const string OfAll = $"{OfSpecials} UNION ALL SELECT subscriber_id, edition_id, after_number, last_number FROM ({NotFinished}) n WHERE n.last_number > 0";

    // As OfferedRanges writes them.
    private const string Ranges = "STRING_AGG('[' || h.after_number || ',' || h.last_number || ']', ',' ORDER BY h.edition_id, h.after_number) AS ranges";

    private const string Standing =
        $"""
            CASE WHEN @ignoreHours = 1 OR s.send_hour IS NULL THEN -1 ELSE s.send_hour END AS send_hour,
            CASE WHEN @ignoreHours = 1 OR s.send_hour IS NULL THEN '' ELSE COALESCE(s.time_zone, '') END AS time_zone,
            CASE WHEN @appealEvery > 0 AND (s.appeal_ago IS NULL OR s.appeal_ago >= @appealEvery - 1) AND (@appealEvery = 1 OR COALESCE(u.appeal, 0) = 0)
                      AND (s.appeal_rest_until IS NULL OR s.appeal_rest_until <= @closedAt) THEN 1 ELSE 0 END AS appeal,
            CASE WHEN w.ranges IS NULL THEN s.offered_ahead WHEN s.offered_ahead = '[]' THEN '[' || w.ranges || ']'
                 ELSE SUBSTR(s.offered_ahead, 1, LENGTH(s.offered_ahead) - 1) || ',' || w.ranges || ']' END AS offered_ahead,
            '[' || w.ranges || ']' AS apart, COALESCE(o.owed, 0) AS owed
        FROM subscribers s
        LEFT JOIN ({OwedCorrections.Owing}) o ON o.subscriber_id = s.id
        """;

    private const string Gets = "s.status = 'Active' AND (s.paused_until IS NULL OR s.paused_until <= @closedAt) AND s.id > @from AND s.id <= @to";

    /// <summary>
    /// A common table <c>due</c> (id, position, offered_ahead, apart, topics, muted, language, send_hour, time_zone, owed, appeal): active, not paused, with a cadence that includes
    /// the day, in the range of ids. Whoever follows topics gets no others, so that what they muted makes no difference. What is on the wire or uncertain counts as offered, and so
    /// does what special editions have for them in messages that are not finished (<c>apart</c>; null: nothing): these go beside the others.
    /// What they are owed is 0 while no correction goes. Parameters: @weekday, @closedAt,
    /// @ignoreHours, @appealEvery (0: nobody is to see an appeal), @from, @to, @open (<see cref="OpenAsync"/>).
    /// </summary>
    public const string Due =
        $"""
        {Choices} CASE WHEN s.topics = '[]' THEN s.muted ELSE '[]' END AS muted, CASE WHEN u.last_number > s.position THEN u.last_number ELSE s.position END AS position, {Standing}
        LEFT JOIN (SELECT h.subscriber_id, {Ranges} FROM ({OfSpecials}) h GROUP BY h.subscriber_id) w ON w.subscriber_id = s.id
        LEFT JOIN (SELECT subscriber_id, MAX(last_number) AS last_number, MAX(appeal) AS appeal FROM messages WHERE {OnTheWire} AND subscriber_id > @from AND subscriber_id <= @to GROUP BY subscriber_id) u ON u.subscriber_id = s.id
        WHERE {Gets} AND (s.days & @weekday) <> 0)
        """;

    /// <summary>
    /// The same for a special edition: of readers whose cadence includes one of the days and, where @weekday has <see cref="SpecialOnly"/>, of those who get no regular editions.
    /// What they muted counts whatever they follow, and all that waits for them in messages that are not finished (<c>apart</c>) counts as offered: a special edition takes nothing over.
    /// </summary>
    public const string DueOfSpecial =
        $"""
        {Choices} s.muted AS muted, s.position, {Standing}
        LEFT JOIN (SELECT h.subscriber_id, {Ranges} FROM ({OfAll}) h GROUP BY h.subscriber_id) w ON w.subscriber_id = s.id
        LEFT JOIN (SELECT subscriber_id, MAX(appeal) AS appeal FROM ({NotFinished}) n GROUP BY subscriber_id) u ON u.subscriber_id = s.id
        WHERE {Gets} AND ((CASE WHEN s.days = 0 THEN 128 ELSE s.days END) & @weekday) <> 0)
        """;

    /// <summary>Editions with messages that are not finished, as <c>@open</c>: for a regular edition special ones only.</summary>
    public static async Task<IReadOnlyList<long>> OpenAsync(Session session, EditionKind kind) => kind is EditionKind.Special
        ? await session.QueryAsync<long>(OpenEditions)
        : await session.ScalarAsync<int?>("SELECT 1 FROM edition_ranges LIMIT 1") is null ? []
        : await session.QueryAsync<long>($"SELECT DISTINCT edition_id FROM edition_ranges WHERE edition_id IN @open", new { open = await session.QueryAsync<long>(OpenEditions) });

    /// <summary>The parameters of <see cref="Of"/> for an edition and a range of subscriber ids.</summary>
    public static async Task<DynamicParameters> ParametersAsync(Session session, Edition edition, long from, long to)
    {
        var parameters = new DynamicParameters();
        parameters.AddDynamicParams(new { weekday = edition.Weekday, closedAt = edition.ClosedAt, ignoreHours = edition.IgnoreHours, appealEvery = edition.AppealEvery, from, to, open = await OpenAsync(session, edition.Kind) });
        return parameters;
    }

    /// <summary>Whom an edition is due for.</summary>
    public static string Of(Edition edition) => edition.Kind is EditionKind.Special ? DueOfSpecial : Due;

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
