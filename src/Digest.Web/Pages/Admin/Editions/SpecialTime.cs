using System.Globalization;
using Digest.Editions;
using Digest.Storage;

namespace Digest.Web.Pages.Admin.Editions;

/// <summary>The time at which a special edition goes, as forms show and take it: in the editions' time zone.</summary>
internal sealed class SpecialTime(EditionClock calendar, TimeProvider clock)
{
    private const int MostDaysAhead = 365;

    public string ZoneName => calendar.Zone.Id;

    /// <summary>What the form shows first: the time that was set, or the next full hour.</summary>
    public (string Day, string Time) Proposed(long? at)
    {
        var time = TimeZoneInfo.ConvertTime(at?.ToTime() ?? NextHour(), calendar.Zone);
        return (time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), time.ToString("HH:mm", CultureInfo.InvariantCulture));
    }

    /// <summary>Reads what was typed.</summary>
    /// <returns>What is wrong with it; null: nothing.</returns>
    public string? Read(string? day, string? time, out DateTimeOffset at)
    {
        at = default;
        if (!DateOnly.TryParseExact(day?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return "Say on which day it goes, like 2026-12-03.";
        if (!TimeOnly.TryParseExact(time?.Trim(), ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var hour))
            return "Say at what time it goes, like 17:30.";
        at = calendar.At(date, hour);
        if (at <= clock.GetUtcNow())
            return "That time is over. Choose a later one, or send it now.";
        return at > clock.GetUtcNow().AddDays(MostDaysAhead) ? "Choose a day within a year." : null;
    }

    private DateTimeOffset NextHour()
    {
        var now = clock.GetUtcNow();
        return new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, 0, 0, TimeSpan.Zero).AddHours(1);
    }
}
