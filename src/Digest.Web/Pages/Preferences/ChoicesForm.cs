using System.Globalization;
using Digest.Subscribers;

namespace Digest.Web.Pages.Preferences;

/// <summary>What a reader can choose, and what they have chosen.</summary>
/// <param name="Action">Where the form is posted to.</param>
/// <param name="Choices">The present choice.</param>
/// <param name="EditionTime">When an edition closes, in words.</param>
/// <param name="EditionZone">The editions' own time zone.</param>
/// <param name="Topics">To choose from; empty: topics are not offered here.</param>
internal sealed record ChoicesForm(string Action, Choices Choices, string EditionTime, string EditionZone, IReadOnlyList<string> Topics)
{
    public static IReadOnlyList<(Cadence Value, string Words)> Cadences { get; } =
    [
        (Cadence.Daily, "Every day"),
        (Cadence.Weekdays, "Monday to Friday"),
        (Cadence.Weekly, "Once a week"),
    ];

    /// <summary>The zones under their continents.</summary>
    public static IReadOnlyList<IGrouping<string, string>> Zones { get; } =
        [.. TimeZones.All.Where(zone => zone.Contains('/', StringComparison.Ordinal)).GroupBy(zone => zone[..zone.IndexOf('/', StringComparison.Ordinal)], StringComparer.Ordinal)];

    public static string Hour(int hour) => string.Create(CultureInfo.InvariantCulture, $"{hour:00}:00");

    /// <summary>A city's name without its continent.</summary>
    public static string City(string zone) => zone[(zone.IndexOf('/', StringComparison.Ordinal) + 1)..].Replace('_', ' ');
}
