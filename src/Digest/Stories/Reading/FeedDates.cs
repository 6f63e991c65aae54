using System.Globalization;
using System.Text.RegularExpressions;

namespace Digest.Stories.Reading;

/// <summary>Times as feeds write them: RFC 822 in all its wild forms, ISO 8601 and its W3C profile. Without a zone: UTC.</summary>
internal static partial class FeedDates
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    public static DateTimeOffset? Read(string? written)
    {
        var text = written?.Trim();
        return string.IsNullOrEmpty(text) || text.Length > 100 ? null : Iso(text) ?? Named(text);
    }

    private static DateTimeOffset? Iso(string text)
    {
        var match = IsoForm().Match(text);
        if (!match.Success)
            return null;
        var year = Number(match, "year") ?? 0;
        var month = Number(match, "month") ?? 1;
        var day = Number(match, "day") ?? 1;
        if (Number(match, "ordinal") is { } ordinal)
            return Build(year, 1, 1, match)?.AddDays(ordinal - 1);
        return Build(year, month, day, match);
    }

    private static DateTimeOffset? Named(string text)
    {
        // "Thu, 01 Jan 2004 19:48:21 GMT", "1 January 04 19:48", "Thu Jan  1 19:48:21 2004", "Jan 1, 2004 7:48 PM"
        var match = DayFirst().Match(text);
        if (!match.Success)
            match = MonthFirst().Match(text);
        if (!match.Success)
            return null;
        var month = Array.IndexOf(Months, match.Groups["name"].Value.ToLowerInvariant()) + 1;
        var year = Number(match, "year") ?? 0;
        if (match.Groups["year"].Length <= 2)
            year += year < 70 ? 2000 : 1900;
        return Build(year, month, Number(match, "day") ?? 1, match);
    }

    private static DateTimeOffset? Build(int year, int month, int day, Match match)
    {
        var hour = Number(match, "hour") ?? 0;
        var minute = Number(match, "minute") ?? 0;
        // A leap second, and midnight as the end of a day
        var second = Math.Min(Number(match, "second") ?? 0, 59);
        var isEndOfDay = hour == 24 && minute == 0;
        hour = isEndOfDay ? 0 : hour;
        var half = match.Groups["half"].Value.ToLowerInvariant();
        if (half.Length > 0 && hour <= 12)
            hour = (hour % 12) + (half[0] == 'p' ? 12 : 0);
        if (year is < 1900 or > 9998 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59)
            return null;
        var fraction = match.Groups["fraction"].Success ? double.Parse("0." + match.Groups["fraction"].Value, CultureInfo.InvariantCulture) : 0;
        var local = new DateTimeOffset(year, month, day, hour, minute, second, TimeSpan.Zero).AddMilliseconds(Math.Floor(fraction * 1000));
        return local.AddDays(isEndOfDay ? 1 : 0) - Zone(match.Groups["zone"].Value.Trim());
    }

    private static TimeSpan Zone(string zone)
    {
        var match = Offset().Match(zone);
        if (match.Success)
        {
            var hours = Number(match, "h") ?? 0;
            var minutes = Number(match, "m") ?? 0;
            var offset = new TimeSpan(hours, minutes, 0);
            return offset > TimeSpan.FromHours(15) ? TimeSpan.Zero : match.Groups["sign"].Value == "+" ? offset : -offset;
        }
        return TimeSpan.FromHours(zone.ToUpperInvariant() switch
        {
            "EST" or "CDT" => -5,
            "EDT" or "AST" => -4,
            "CST" or "MDT" => -6,
            "MST" or "PDT" => -7,
            "PST" or "AKDT" => -8,
            "AKST" => -9,
            "HST" => -10,
            "ADT" or "BRT" or "ART" => -3,
            "NST" => -3.5,
            "WEST" or "BST" or "CET" or "MEZ" or "WAT" => 1,
            "CEST" or "MESZ" or "EET" or "SAST" or "CAT" => 2,
            "EEST" or "MSK" or "EAT" => 3,
            "IST" => 5.5,
            "HKT" or "SGT" or "AWST" => 8,
            "JST" or "KST" => 9,
            "AEST" => 10,
            "AEDT" => 11,
            "NZST" => 12,
            "NZDT" => 13,
            // GMT, UT, UTC, Z, WET; the military letters were defined backwards, and mean nothing (RFC 5322 §4.3)
            _ => 0,
        });
    }

    private static int? Number(Match match, string group) =>
        match.Groups[group].Success && int.TryParse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private const string Time = @"(?<hour>\d{1,2})[:.h](?<minute>\d{1,2})([:.](?<second>\d{1,2})([.,:](?<fraction>\d{1,9}))?)?\s*(?<half>[AaPp]\.?[Mm]\.?)?\s*(?<zone>.*)";

    [GeneratedRegex(@"^(?<year>\d{4})(-?(?<ordinal>\d{3})|[-/]?(?<month>\d{2})([-/]?(?<day>\d{2}))?|-(?<month>\d{1,2})-(?<day>\d{1,2}))?(\s*[T ,]\s*(?<hour>\d{2}):?(?<minute>\d{2})(:?(?<second>\d{2})([.,](?<fraction>\d{1,9}))?)?\s*(?<zone>.*))?$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex IsoForm();

    [GeneratedRegex(@"^([^\d\s,]+[,.]?\s*)?,?\s*(?<day>\d{1,2})(st|nd|rd|th)?[\s.,-]+(?<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[\s.,-]+(?<year>\d{4}|\d{2})([\sT,]+(at\s+)?" + Time + ")?$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DayFirst();

    [GeneratedRegex(@"^([^\d\s,]+[,.]?\s+)?(?<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[\s.,-]+(?<day>\d{1,2})(st|nd|rd|th)?[\s,]+((?<hour>\d{1,2}):(?<minute>\d{2})(:(?<second>\d{2}))?\s+((?<zone>[A-Z]{1,5}|[+-]\d{4})\s+)?(?<year>\d{4})|(?<year>\d{4})([\s,]+(at\s+)?" + Time + ")?)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MonthFirst();

    [GeneratedRegex(@"^\(?[A-Za-z]{0,4}(?<sign>[+-])(?<h>\d{1,2}):?(?<m>\d{2})?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Offset();
}
