namespace Digest.Subscribers;

/// <summary>How often a reader wants to hear.</summary>
public enum Cadence
{
    /// <summary>Every day on which there is something new.</summary>
    Daily,

    /// <summary>Monday to Friday.</summary>
    Weekdays,

    /// <summary>Any set of days, the reader's choice.</summary>
    ChosenDays,

    /// <summary>One day a week, the reader's choice.</summary>
    Weekly,

    /// <summary>No regular edition at all; only special ones.</summary>
    BreakingOnly,
}

/// <summary>The days on which an edition is due, as bits: Monday 1 … Sunday 64.</summary>
public static class CadenceDays
{
    private const int EveryDay = 127;
    private const int MondayToFriday = 31;
    private const int None = 0;

    /// <summary>The bit of one day.</summary>
    public static int Bit(DayOfWeek day) => 1 << (((int)day + 6) % 7);

    /// <summary>The bits of some days.</summary>
    public static int Bits(IEnumerable<DayOfWeek> days) => days.Aggregate(None, (bits, day) => bits | Bit(day));

    /// <summary>The days of some bits, from Monday on.</summary>
    public static IReadOnlyList<DayOfWeek> Days(int bits) => [.. Week.Where(day => (bits & Bit(day)) != 0)];

    /// <summary>The days on which an edition is due for a reader who chose that.</summary>
    public static int Of(Choices choices) => choices.Cadence switch
    {
        Cadence.Daily => EveryDay,
        Cadence.Weekdays => MondayToFriday,
        Cadence.ChosenDays => Bits(choices.ChosenDays),
        Cadence.Weekly => Bit(choices.WeeklyDay),
        _ => None,
    };

    /// <summary>The first day in <paramref name="days"/>, counted from Monday: a weekly reader's day.</summary>
    public static DayOfWeek First(int days) => Week.FirstOrDefault(day => (days & Bit(day)) != 0, DayOfWeek.Sunday);

    /// <summary>Monday to Sunday.</summary>
    public static IReadOnlyList<DayOfWeek> Week { get; } =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];
}
