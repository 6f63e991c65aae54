namespace Digest.Subscribers;

/// <summary>How often a reader wants to hear.</summary>
public enum Cadence
{
    /// <summary>Every day on which there is something new.</summary>
    Daily,

    /// <summary>Monday to Friday.</summary>
    Weekdays,

    /// <summary>One day a week, the reader's choice.</summary>
    Weekly,
}

/// <summary>The days on which an edition is due, as bits: Monday 1 … Sunday 64.</summary>
public static class CadenceDays
{
    private const int EveryDay = 127;
    private const int MondayToFriday = 31;

    /// <summary>The bit of one day.</summary>
    public static int Bit(DayOfWeek day) => 1 << (((int)day + 6) % 7);

    /// <summary>The days of a cadence; <paramref name="weeklyDay"/> counts for a weekly one only.</summary>
    public static int Of(Cadence cadence, DayOfWeek weeklyDay) => cadence switch
    {
        Cadence.Daily => EveryDay,
        Cadence.Weekdays => MondayToFriday,
        _ => Bit(weeklyDay),
    };

    /// <summary>The first day in <paramref name="days"/>, counted from Monday: a weekly reader's day.</summary>
    public static DayOfWeek First(int days) => Week.FirstOrDefault(day => (days & Bit(day)) != 0, DayOfWeek.Sunday);

    /// <summary>Monday to Sunday.</summary>
    public static IReadOnlyList<DayOfWeek> Week { get; } =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];
}
