namespace Digest.Editions;

/// <summary>When editions are due: once a day at one local time, through every change of the clocks.</summary>
public sealed class EditionClock(EditionOptions options)
{
    /// <summary>The editions' time zone.</summary>
    public TimeZoneInfo Zone => options.Zone;

    /// <summary>The day whose edition fell due last, at or before <paramref name="now"/>.</summary>
    public DateOnly LatestDay(DateTimeOffset now)
    {
        var today = DayOf(now);
        return DueAt(today) <= now ? today : today.AddDays(-1);
    }

    /// <summary>When the next edition is due, after <paramref name="now"/>.</summary>
    public DateTimeOffset Next(DateTimeOffset now) => DueAt(LatestDay(now).AddDays(1));

    /// <summary>The calendar day in the editions' time zone.</summary>
    public DateOnly DayOf(DateTimeOffset time) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time, Zone).DateTime);

    public DateTimeOffset DueAt(DateOnly day) => Instant(day, options.SendTime, Zone);

    /// <summary>A time of day in the editions' time zone.</summary>
    public DateTimeOffset At(DateOnly day, TimeOnly time) => Instant(day, time, Zone);

    /// <summary>The first moment of a day.</summary>
    public DateTimeOffset BeginningOf(DateOnly day) => BeginningOf(day, Zone);

    /// <summary>The first moment of a day in a reader's time zone.</summary>
    public static DateTimeOffset BeginningOf(DateOnly day, TimeZoneInfo zone) => Instant(day, TimeOnly.MinValue, zone);

    /// <summary>
    /// When a reader with an hour of their own gets an edition: at once while their clock shows that hour, else when it next does,
    /// which is within 24 hours.
    /// </summary>
    public static DateTimeOffset OwnHour(DateTimeOffset closedAt, int hour, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(closedAt, zone);
        if (local.Hour == hour)
            return closedAt;
        var day = DateOnly.FromDateTime(local.DateTime);
        var today = Instant(day, new TimeOnly(hour, 0), zone);
        return today > closedAt ? today : Instant(day.AddDays(1), new TimeOnly(hour, 0), zone);
    }

    /// <summary>A local time that the clocks skip is the first moment after the gap; one that they show twice is the first of the two.</summary>
    private static DateTimeOffset Instant(DateOnly day, TimeOnly time, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(time, DateTimeKind.Unspecified);
        while (zone.IsInvalidTime(local))
            local = local.AddMinutes(1);
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
