using System.Globalization;
using Digest.Editions;

namespace Digest.Web.Pages.Admin;

/// <summary>When somebody may try again, in words: after how long, and by the clock.</summary>
internal static class TryAgain
{
    public static string Words(DateTimeOffset until, EditionClock calendar, TimeProvider clock)
    {
        var minutes = (int)Math.Ceiling((until - clock.GetUtcNow()).TotalMinutes);
        var time = TimeZoneInfo.ConvertTime(until, calendar.Zone).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        return $"Try again in {minutes} {(minutes == 1 ? "minute" : "minutes")}, after {time} ({calendar.Zone.Id}).";
    }
}
