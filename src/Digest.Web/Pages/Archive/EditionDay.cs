using System.Globalization;
using Digest.Editions;
using Digest.Languages;
using Digest.Storage;

namespace Digest.Web.Pages.Archive;

/// <summary>The day of an edition where it was made.</summary>
internal static class EditionDay
{
    public static DateOnly Of(PublishedEdition edition, EditionOptions options) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(edition.ClosedAt.ToTime(), options.Zone).DateTime);

    /// <summary>What stands above a month's editions.</summary>
    public static string Month(PublishedEdition edition, EditionOptions options, Words words) => Heading(Of(edition, options).ToString("Y", words.Language.Culture), words);

    public static string Machine(PublishedEdition edition, EditionOptions options) => Of(edition, options).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The day within its month.</summary>
    public static string Short(PublishedEdition edition, EditionOptions options, Words words)
    {
        var day = Of(edition, options);
        return Heading(words.Say("archive.day", ("weekday", words.Weekday(day.DayOfWeek)), ("day", words.DayOfMonth(day))), words);
    }

    // Some languages write months and days small; at the beginning they are large there too.
    private static string Heading(string text, Words words) => string.Concat(text[..1].ToUpper(words.Language.Culture), text.AsSpan(1));
}
