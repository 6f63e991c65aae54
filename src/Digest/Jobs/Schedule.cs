using System.Globalization;

namespace Digest.Jobs;

/// <summary>When a recurring job runs, for the engine and in words.</summary>
public sealed record Schedule
{
    private readonly Func<string> words;
    private readonly Func<TimeZoneInfo> zone;

    private Schedule(Func<string> words, string? cron, TimeSpan? interval, Func<TimeZoneInfo> zone)
    {
        this.words = words;
        Cron = cron;
        Interval = interval;
        this.zone = zone;
    }

    private Schedule(string words, string? cron, TimeSpan? interval)
        : this(() => words, cron, interval, () => TimeZoneInfo.Utc)
    {
    }

    /// <summary>The schedule as people say it, such as "daily at 03:30".</summary>
    public string Words => words();

    /// <summary>Seconds, minutes, hours, day of month, month, day of week; null where <see cref="Interval"/> says it.</summary>
    internal string? Cron { get; }

    internal TimeSpan? Interval { get; }

    internal TimeZoneInfo Zone => zone();

    /// <summary>Changes when the schedule does: a job that is stored with another one gets the new one.</summary>
    internal string Key => Cron is null ? $"every {Interval:c}" : $"{Cron} {Zone.Id}";

    /// <summary>Once a minute, at the given second of it.</summary>
    public static Schedule EachMinute(int second = 0) =>
        new("every minute", FormattableString.Invariant($"{Within(second, 59)} * * ? * *"), interval: null);

    /// <summary>Once an hour, at the given minute of it.</summary>
    public static Schedule EachHour(int minute = 0) =>
        new($"every hour at minute {minute.ToString(CultureInfo.InvariantCulture)}", FormattableString.Invariant($"0 {Within(minute, 59)} * ? * *"), interval: null);

    /// <summary>Once a day, by the clocks of <paramref name="zone"/>; when they skip that time, right after the gap.</summary>
    public static Schedule DailyAt(TimeOnly time, TimeZoneInfo zone) => DailyAt(time, () => zone);

    /// <summary>Likewise, by the clocks of a zone that the settings may change.</summary>
    public static Schedule DailyAt(TimeOnly time, Func<TimeZoneInfo> zone) =>
        new(() => $"daily at {time.ToString("HH:mm", CultureInfo.InvariantCulture)} ({zone().Id})", FormattableString.Invariant($"0 {time.Minute} {time.Hour} ? * *"), interval: null, zone);

    /// <summary>At once, and then each time the interval has passed.</summary>
    public static Schedule Every(TimeSpan interval) =>
        new($"every {interval.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)} seconds", cron: null, interval);

    private static int Within(int value, int maximum)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, maximum);
        return value;
    }
}
