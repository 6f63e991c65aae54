using System.Globalization;
using Digest.Editions;
using Digest.Storage;
using Microsoft.AspNetCore.Html;

namespace Digest.Web.Pages.Admin;

/// <summary>How the admin's pages write times and figures: by the editions' clock, in words that machines can read too.</summary>
internal sealed class Shown(EditionClock calendar, TimeProvider clock)
{
    /// <summary>A time such as 22 Nov, 07:00, with the year where it is not this one; a dash for none.</summary>
    public IHtmlContent Time(DateTimeOffset? time)
    {
        if (time is not { } known)
            return new HtmlString("–");
        var local = TimeZoneInfo.ConvertTime(known, calendar.Zone);
        var thisYear = TimeZoneInfo.ConvertTime(clock.GetUtcNow(), calendar.Zone).Year == local.Year;
        var words = local.ToString(thisYear ? "d MMM, HH:mm" : "d MMM yyyy, HH:mm", CultureInfo.InvariantCulture);
        return new HtmlString($"<time datetime=\"{known.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}\">{words}</time>");
    }

    /// <inheritdoc cref="Time(DateTimeOffset?)"/>
    public IHtmlContent Time(long? milliseconds) => Time(milliseconds.ToTime());

    /// <summary>A day such as 22 November, with the year where it is not this one.</summary>
    public string Day(DateOnly day) => day.ToString(calendar.DayOf(clock.GetUtcNow()).Year == day.Year ? "d MMMM" : "d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>How long ago or how soon, roughly: 5 minutes ago, in 2 hours.</summary>
    public string Away(DateTimeOffset time)
    {
        var away = time - clock.GetUtcNow();
        var length = Length(away.Duration());
        return away < TimeSpan.Zero ? $"{length} ago" : $"in {length}";
    }

    /// <summary>A length of time in its largest unit.</summary>
    public static string Length(TimeSpan length) => length switch
    {
        { TotalMilliseconds: < 1000 } => $"{length.TotalMilliseconds:0} ms",
        { TotalSeconds: < 10 } => $"{length.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s",
        { TotalSeconds: < 90 } => $"{length.TotalSeconds:0} s",
        { TotalMinutes: < 90 } => $"{length.TotalMinutes:0} minutes",
        { TotalHours: < 36 } => $"{length.TotalHours:0} hours",
        _ => $"{length.TotalDays:0} days",
    };

    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
