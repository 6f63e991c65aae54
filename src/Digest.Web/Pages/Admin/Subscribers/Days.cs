namespace Digest.Web.Pages.Admin.Subscribers;

/// <summary>Days of people's calendars as moments.</summary>
internal static class Days
{
    /// <summary>When a day begins; where the clocks go forward at midnight, after the gap.</summary>
    public static DateTimeOffset StartOf(DateOnly day, TimeZoneInfo zone)
    {
        var start = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(start))
            start = start.AddMinutes(15);
        return new DateTimeOffset(start, zone.GetUtcOffset(start));
    }
}
