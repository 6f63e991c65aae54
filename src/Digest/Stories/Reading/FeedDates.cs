using System.Globalization;
using System.Text.RegularExpressions;

namespace Digest.Stories.Reading;

/// <summary>
/// Times as feeds write them: RFC 822 in all its wild forms, ISO 8601 and its W3C profile, months in other languages than
/// English, seconds since 1970. Without a zone: UTC.
/// </summary>
internal static partial class FeedDates
{
    private const int Longest = 100;
    private const string Time = @"(?<hour>\d{1,2})([:.h](?<minute>\d{1,2})([:.](?<second>\d{1,2})([.,:](?<fraction>\d{1,9}))?)?|\s?h|(?=\s*[ap]\.?\s?m))\s*(?<half>[ap]\.?\s?m\b\.?)?\s*(?<zone>.*)";
    private const string IsoTime = @"(\s*[T ,]\s*((?<hour>\d{1,2}):(?<minute>\d{2})(:(?<second>\d{1,2}))?|(?<hour>\d{2})((?<minute>\d{2})(?<second>\d{2})?)?)([.,](?<fraction>\d{1,9})\d*)?\s*(?<half>[ap]\.?m\b\.?)?\s*(?<zone>[^\d:].*)?)?";
    private const string Before = @"([\s,–-]|T|at|um|om|à|às|as|a las|a les|alle|ore|kl\.?|o)*";
    private const string Zone = @"[A-Z]{1,5}|([A-Z]{3})?[+-]\d{2}:?\d{2}";

    public static DateTimeOffset? Read(string? written)
    {
        if (written is null || written.Length > Longest * 2)
            return null;
        var text = PlainText.Clean(written);
        return text is null || text.Length > Longest ? null : Iso(text) ?? Epoch(text) ?? Week(text) ?? Named(text) ?? Numeric(text);
    }

    private static DateTimeOffset? Iso(string text)
    {
        var match = IsoForm().Match(text);
        if (!match.Success)
            match = AsianForm().Match(text);
        if (!match.Success)
            return null;
        var year = Number(match, "year") ?? 0;
        var month = Number(match, "month") ?? 1;
        var day = Number(match, "day") ?? 1;
        if (Number(match, "ordinal") is { } ordinal)
            return ordinal is < 1 or > 366 ? null : Build(year, 1, 1, match)?.AddDays(ordinal - 1);
        return Build(year, month, day, match);
    }

    /// <summary>Seconds or milliseconds since 1970, between 1990 and 2100: fewer digits are a day, others are no time.</summary>
    private static DateTimeOffset? Epoch(string text)
    {
        var match = EpochForm().Match(text);
        if (!match.Success)
            return null;
        var number = long.Parse(match.Groups["whole"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
        var milliseconds = match.Groups["whole"].Length > 10 ? number : number * 1000;
        return milliseconds is > 631_152_000_000 and < 4_102_444_800_000 ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
    }

    private static DateTimeOffset? Week(string text)
    {
        var match = WeekForm().Match(text);
        if (!match.Success)
            return null;
        var (year, week) = (Number(match, "year") ?? 0, Number(match, "week") ?? 0);
        if (year is < 1900 or > 9998 || week < 1 || week > ISOWeek.GetWeeksInYear(year))
            return null;
        var day = ISOWeek.ToDateTime(year, week, (DayOfWeek)((Number(match, "weekday") ?? 1) % 7));
        return Build(day.Year, day.Month, day.Day, match);
    }

    private static DateTimeOffset? Named(string text)
    {
        // "Thu, 01 Jan 2004 19:48:21 GMT", "1 January 04 19:48", "Thu Jan  1 19:48:21 2004", "Jan 1, 2004 7:48 PM"
        var match = DayFirst().Match(text);
        if (!match.Success || MonthNames.Number(match.Groups["name"].Value) is null)
            match = MonthFirst().Match(text);
        return match.Success && MonthNames.Number(match.Groups["name"].Value) is { } month
            ? Build(Year(match), month, Number(match, "day") ?? 1, match)
            : null;
    }

    /// <summary>With dots the day comes first. With other signs only what cannot be read in two ways is read, or what has the American halves of a day.</summary>
    private static DateTimeOffset? Numeric(string text)
    {
        var match = NumericForm().Match(text);
        if (!match.Success)
            return null;
        var (first, second) = (Number(match, "one") ?? 0, Number(match, "two") ?? 0);
        if (match.Groups["sign"].Value == "." || first > 12 || first == second)
            return Build(Year(match), second, first, match);
        return second > 12 || match.Groups["half"].Success ? Build(Year(match), first, second, match) : null;
    }

    private static int Year(Match match)
    {
        var year = Number(match, "year") ?? 0;
        return match.Groups["year"].Length > 2 ? year : year + (year < 70 ? 2000 : 1900);
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
        return local.AddDays(isEndOfDay ? 1 : 0) - FeedZones.Of(match.Groups["zone"].Value);
    }

    private static int? Number(Match match, string group) =>
        match.Groups[group].Success && int.TryParse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    // "2003-012-31" is what a large weblog program wrote for years.
    [GeneratedRegex(@"^([^\d\s,]{2,}[,.]?\s+)?(?<year>\d{4})(-?(?<ordinal>\d{3})|[-/.]?(?<month>\d{2})([-/.]?(?<day>\d{2}))?|[-/.](?<month>\d{1,2})[-/.](?<day>\d{1,2})|-0(?<month>\d{2})-(?<day>\d{2}))?" + IsoTime + @"(?<zone>Z|[+-]\d{2}:\d{2})?$", Options, 1000)]
    private static partial Regex IsoForm();

    [GeneratedRegex(@"^(?<year>\d{4})\s?[年년]\s?(?<month>\d{1,2})\s?[月월]\s?(?<day>\d{1,2})\s?[日일](" + Before + Time + ")?$", Options, 1000)]
    private static partial Regex AsianForm();

    [GeneratedRegex(@"^(?<whole>\d{9,10}|\d{12,13})([.]\d{1,9})?$", Options, 1000)]
    private static partial Regex EpochForm();

    [GeneratedRegex(@"^(?<year>\d{4})-?W(?<week>\d{2})(-?(?<weekday>[1-7]))?" + IsoTime + "$", Options, 1000)]
    private static partial Regex WeekForm();

    [GeneratedRegex(@"^([^\d,]{1,20}[,.]?\s*)?,?\s*(?<day>\d{1,2})(st|nd|rd|th|er|[º°ªo])?[\s.,/-]*(of\s|de\s|d['’])?\s*(?<name>\p{L}{3,12})[\s.,/-]*(de\s|del\s|do\s)?['’]?(?<year>\d{4}|\d{2})(" + Before + Time + @"|\s+\((?<zone>" + Zone + @")\)|\s+(?<zone>" + Zone + "))?$", Options, 1000)]
    private static partial Regex DayFirst();

    [GeneratedRegex(@"^(\p{L}[\p{L}-]*([.,]+\s*|\s+))?(?<name>\p{L}{3,12})[\s.,-]+(?<day>\d{1,2})(st|nd|rd|th)?[\s,]+((?<hour>\d{1,2}):(?<minute>\d{2})(:(?<second>\d{2}))?\s+((?<zone>" + Zone + @")\s+)?(?<year>\d{4})|(?<year>\d{4})(" + Before + Time + ")?)$", Options, 1000)]
    private static partial Regex MonthFirst();

    [GeneratedRegex(@"^([^\d\s,]{2,}[,.]?\s+)?(?<one>\d{1,2})(?<sign>[./-])(?<two>\d{1,2})[./-](?<year>\d{4}|\d{2})(" + Before + Time + ")?$", Options, 1000)]
    private static partial Regex NumericForm();
}
