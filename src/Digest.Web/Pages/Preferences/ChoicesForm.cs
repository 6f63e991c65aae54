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
    public static IReadOnlyList<(Cadence Value, string Words, string Hint)> Cadences { get; } =
    [
        (Cadence.Daily, "Every day", "when there is something new"),
        (Cadence.Weekdays, "Monday to Friday", "no message at weekends"),
        (Cadence.Weekly, "Once a week", "everything new in one message"),
    ];

    /// <summary>What cannot be saved; null: nothing was tried.</summary>
    public ChoiceProblem? Problem { get; init; }

    /// <summary>The present choice, as a sentence says it: every Friday at 18:00 (Europe/Madrid), about Council.</summary>
    public string InWords
    {
        get
        {
            var days = Choices.Cadence switch
            {
                Cadence.Daily => "every day",
                Cadence.Weekdays => "from Monday to Friday",
                _ => $"every {Choices.WeeklyDay}",
            };
            var time = Choices.SendHour is { } hour
                ? $"at {Hour(hour)} ({(Choices.TimeZone ?? EditionZone).Replace('_', ' ')})"
                : $"as soon as the edition is ready ({EditionTime}, {EditionZone.Replace('_', ' ')})";
            return $"{days}, {time}, about {(Choices.Topics.Count == 0 ? "everything" : string.Join(", ", Choices.Topics))}";
        }
    }

    /// <summary>The zones under their continents.</summary>
    public static IReadOnlyList<IGrouping<string, string>> Zones { get; } =
        [.. TimeZones.All.Where(zone => zone.Contains('/', StringComparison.Ordinal)).GroupBy(zone => zone[..zone.IndexOf('/', StringComparison.Ordinal)], StringComparer.Ordinal)];

    public static string Hour(int hour) => string.Create(CultureInfo.InvariantCulture, $"{hour:00}:00");

    /// <summary>A city's name without its continent.</summary>
    public static string City(string zone) => zone[(zone.IndexOf('/', StringComparison.Ordinal) + 1)..].Replace('_', ' ');
}
