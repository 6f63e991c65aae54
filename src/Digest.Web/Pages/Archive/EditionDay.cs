using System.Globalization;
using Digest.Editions;
using Digest.Storage;

namespace Digest.Web.Pages.Archive;

/// <summary>The day of an edition where it was made.</summary>
internal static class EditionDay
{
    public static string Words(PublishedEdition edition, EditionOptions options) => Local(edition, options).ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    public static string Machine(PublishedEdition edition, EditionOptions options) => Local(edition, options).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateTimeOffset Local(PublishedEdition edition, EditionOptions options) => TimeZoneInfo.ConvertTime(edition.ClosedAt.ToTime(), options.Zone);
}
