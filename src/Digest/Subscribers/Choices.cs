namespace Digest.Subscribers;

/// <summary>What a reader chose.</summary>
/// <param name="Cadence">How often.</param>
/// <param name="WeeklyDay">The day of a weekly reader.</param>
/// <param name="SendHour">The reader's own hour, 0 to 23; null: as soon as the edition is closed.</param>
/// <param name="TimeZone">IANA name; null: the editions' own.</param>
/// <param name="Topics">Followed; empty: everything.</param>
public sealed record Choices(Cadence Cadence, DayOfWeek WeeklyDay, int? SendHour, string? TimeZone, IReadOnlyList<string> Topics)
{
    /// <summary>What a reader gets who chose nothing.</summary>
    public static Choices Default { get; } = new(Cadence.Daily, DayOfWeek.Sunday, SendHour: null, TimeZone: null, []);

    /// <summary>The days of a reader with days of their own; empty for every other cadence.</summary>
    public IReadOnlyList<DayOfWeek> ChosenDays { get; init; } = [];

    /// <summary>Topics whose stories are left out, where none is followed.</summary>
    public IReadOnlyList<string> Muted { get; init; } = [];

    /// <summary>HTML or text.</summary>
    public MessageFormat Format { get; init; } = MessageFormat.Html;

    /// <summary>BCP 47 tag; null: none was chosen.</summary>
    public string? Language { get; init; }
}
