using System.Globalization;
using Digest.Languages;
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
    /// <summary>The cadences, with the names of the sentences about them.</summary>
    public static IReadOnlyList<(Cadence Value, string Name, string Hint)> Cadences { get; } =
    [
        (Cadence.Daily, "preferences.daily", "preferences.daily-hint"),
        (Cadence.Weekdays, "preferences.weekdays", "preferences.weekdays-hint"),
        (Cadence.ChosenDays, "preferences.chosen-days", "preferences.chosen-days-hint"),
        (Cadence.Weekly, "preferences.weekly", "preferences.weekly-hint"),
        (Cadence.BreakingOnly, "preferences.breaking-only", "preferences.breaking-only-hint"),
    ];

    /// <summary>The formats, with the names of the sentences about them.</summary>
    public static IReadOnlyList<(MessageFormat Value, string Name)> Formats { get; } = [(MessageFormat.Html, "preferences.html"), (MessageFormat.Text, "preferences.text")];

    /// <summary>Whether hour and time zone are offered.</summary>
    public bool HasTime { get; init; }

    /// <summary>Whether format and language are offered.</summary>
    public bool HasShape { get; init; }

    /// <summary>What cannot be saved; null: nothing was tried.</summary>
    public ChoiceProblem? Problem { get; init; }

    /// <summary>The present choice in a sentence: It comes every Friday, at 18:00 (Europe/Madrid), about Council.</summary>
    public string InWords(Words words) => Choices.Cadence == Cadence.BreakingOnly
        ? words.Say("preferences.comes-breaking", ("topics", About(words)))
        : words.Say("preferences.comes", ("days", Days(words)), ("time", Time(words)), ("topics", About(words)));

    /// <summary>The same while a pause lasts.</summary>
    public string OtherwiseInWords(Words words) => Choices.Cadence == Cadence.BreakingOnly
        ? words.Say("preferences.comes-breaking", ("topics", About(words)))
        : words.Say("preferences.comes-otherwise", ("days", Days(words)), ("time", Time(words)), ("topics", About(words)));

    /// <summary>The zones under their continents.</summary>
    public static IReadOnlyList<IGrouping<string, string>> Zones { get; } =
        [.. TimeZones.All.Where(zone => zone.Contains('/', StringComparison.Ordinal)).GroupBy(zone => zone[..zone.IndexOf('/', StringComparison.Ordinal)], StringComparer.Ordinal)];

    public static string Hour(int hour) => string.Create(CultureInfo.InvariantCulture, $"{hour:00}:00");

    /// <summary>A city's name without its continent.</summary>
    public static string City(string zone) => zone[(zone.IndexOf('/', StringComparison.Ordinal) + 1)..].Replace('_', ' ');

    private string Days(Words words) => Choices.Cadence switch
    {
        Cadence.Daily => words["preferences.days-daily"],
        Cadence.Weekdays => words["preferences.days-weekdays"],
        Cadence.ChosenDays => words.Say("preferences.days-some", ("days", string.Join(", ", Choices.ChosenDays.Select(words.Weekday)))),
        _ => words.Say("preferences.days-some", ("days", words.Weekday(Choices.WeeklyDay))),
    };

    private string Time(Words words) => Choices.SendHour is { } hour
        ? words.Say("preferences.time-own", ("hour", Hour(hour)), ("zone", (Choices.TimeZone ?? EditionZone).Replace('_', ' ')))
        : words.Say("preferences.time-ready", ("hour", EditionTime), ("zone", EditionZone.Replace('_', ' ')));

    private string About(Words words) => (Choices.Topics, Choices.Muted) switch
    {
        ({ Count: > 0 }, _) => string.Join(", ", Choices.Topics),
        (_, { Count: > 0 }) => words.Say("preferences.topics-but", ("topics", string.Join(", ", Choices.Muted))),
        _ => words["preferences.topics-all"],
    };
}
