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

    /// <summary>
    /// Without the stories of one topic: it is followed no more, or muted where everything is followed.
    /// Null: it is the only one that is followed, or too many are muted already.
    /// </summary>
    public Choices? Without(string topic)
    {
        if (Topics.Count == 0)
            return Muted.Contains(topic, StringComparer.OrdinalIgnoreCase) ? this : Muted.Count == TopicList.Most ? null : this with { Muted = [.. Muted, topic] };
        IReadOnlyList<string> others = [.. Topics.Where(one => !one.Equals(topic, StringComparison.OrdinalIgnoreCase))];
        return others.Count == 0 ? null : this with { Topics = others };
    }

    /// <summary>BCP 47 tag; null: none was chosen.</summary>
    public string? Language { get; init; }
}
