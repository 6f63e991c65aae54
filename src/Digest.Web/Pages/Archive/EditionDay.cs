using System.Globalization;
using Digest.Editions;
using Digest.Storage;

namespace Digest.Web.Pages.Archive;

/// <summary>The day of an edition where it was made.</summary>
internal static class EditionDay
{
    public static string Words(PublishedEdition edition, EditionOptions options) => Write(edition, options, "d MMMM yyyy");

    /// <summary>What stands above a month's editions.</summary>
    public static string Month(PublishedEdition edition, EditionOptions options) => Write(edition, options, "MMMM yyyy");

    public static string Machine(PublishedEdition edition, EditionOptions options) => Write(edition, options, "yyyy-MM-dd");

    /// <summary>The day within its month.</summary>
    public static string Short(PublishedEdition edition, EditionOptions options) => Write(edition, options, "dddd d");

    private static string Write(PublishedEdition edition, EditionOptions options, string format) =>
        TimeZoneInfo.ConvertTime(edition.ClosedAt.ToTime(), options.Zone).ToString(format, CultureInfo.InvariantCulture);
}
