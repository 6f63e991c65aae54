using System.Globalization;
using Digest.Editions;
using Digest.Storage;

namespace Digest.Jobs.Alerts.Conditions;

/// <summary>How troubles write days, times and figures: by the editions' clock.</summary>
internal static class Said
{
    public static string Time(this EditionClock calendar, DateTimeOffset time) =>
        TimeZoneInfo.ConvertTime(time, calendar.Zone).ToString("HH:mm 'on' d MMMM", CultureInfo.InvariantCulture);

    public static string Time(this EditionClock calendar, long milliseconds) => calendar.Time(milliseconds.ToTime());

    public static string Hour(this EditionClock calendar, DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, calendar.Zone).ToString("HH:mm", CultureInfo.InvariantCulture);

    public static string Day(DateOnly day) => day.ToString("d MMMM", CultureInfo.InvariantCulture);

    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A figure with its noun: 1 message, 2 messages.</summary>
    public static string Count(long number, string noun) => number == 1 ? $"1 {noun}" : $"{Number(number)} {noun}s";
}
