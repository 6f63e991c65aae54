using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Digest.Languages;
using Digest.Subscribers;

namespace Digest.Web.Pages.Preferences;

/// <summary>Reads the posted form of choices. What is absent stays as it is; what cannot be is named.</summary>
internal static class ChoicesInput
{
    public static bool TryRead(IFormCollection form, Choices present, IReadOnlyList<string> offered, [NotNullWhen(true)] out Choices? choices, [NotNullWhen(false)] out ChoiceProblem? problem)
    {
        choices = null;
        problem = null;
        if (!TryEnum(form, "cadence", present.Cadence, out var cadence))
            problem = new ChoiceProblem("cadence", "preferences.problem-cadence");
        else if (!TryEnum(form, "day", present.WeeklyDay, out var day))
            problem = new ChoiceProblem("day", "preferences.problem-day");
        else if (!TryDays(form, cadence, present.ChosenDays, out var days))
            problem = new ChoiceProblem("days", "preferences.problem-days");
        else if (!TryHour(form, present.SendHour, out var hour))
            problem = new ChoiceProblem("hour", "preferences.problem-hour");
        else if (!TryZone(form, present.TimeZone, out var zone))
            problem = new ChoiceProblem("zone", "preferences.problem-zone");
        else if (!TryEnum(form, "format", present.Format, out var format))
            problem = new ChoiceProblem("format", "preferences.problem-format");
        else if (!TryLanguage(form, present.Language, out var language))
            problem = new ChoiceProblem("language", "preferences.problem-language");
        else
        {
            choices = new Choices(cadence, day, hour, zone, ReadTopics(form, "topics", present.Topics, offered))
            {
                ChosenDays = days,
                Muted = ReadTopics(form, "muted", present.Muted, offered),
                Format = format,
                Language = language,
            };
            if (choices.Topics.Intersect(choices.Muted, StringComparer.OrdinalIgnoreCase).Any())
                problem = new ChoiceProblem("muted", "preferences.problem-muted");
        }
        return problem is null;
    }

    /// <summary>The same without hour and time zone, which ask for a fresh link.</summary>
    public static bool TryReadOpen(IFormCollection form, Choices present, IReadOnlyList<string> offered, [NotNullWhen(true)] out Choices? choices, [NotNullWhen(false)] out ChoiceProblem? problem) =>
        TryRead(new FormCollection(form.Where(field => field.Key is not ("hour" or "zone")).ToDictionary(field => field.Key, field => field.Value, StringComparer.OrdinalIgnoreCase)), present, offered, out choices, out problem);

    private static bool TryEnum<T>(IFormCollection form, string field, T present, out T value)
        where T : struct, Enum
    {
        value = present;
        return !form.TryGetValue(field, out var posted) || (Enum.GetNames<T>().Contains(posted.ToString(), StringComparer.Ordinal) && Enum.TryParse(posted, out value));
    }

    // Ticks say nothing where none is ticked: a form that asks for days of one's own without a day is a mistake.
    private static bool TryDays(IFormCollection form, Cadence cadence, IReadOnlyList<DayOfWeek> present, out IReadOnlyList<DayOfWeek> days)
    {
        days = cadence == Cadence.ChosenDays ? present : [];
        if (cadence != Cadence.ChosenDays || !form.ContainsKey("cadence"))
            return true;
        var names = form["days"].OfType<string>().ToList();
        days = [.. CadenceDays.Week.Where(day => names.Contains(day.ToString(), StringComparer.Ordinal))];
        return days.Count > 0 && names.TrueForAll(name => Enum.GetNames<DayOfWeek>().Contains(name, StringComparer.Ordinal));
    }

    private static bool TryHour(IFormCollection form, int? present, out int? hour)
    {
        hour = present;
        if (!form.TryGetValue("hour", out var posted))
            return true;
        hour = int.TryParse(posted, NumberStyles.None, CultureInfo.InvariantCulture, out var read) && read < 24 ? read : null;
        return hour is not null || posted.ToString().Length == 0;
    }

    private static bool TryZone(IFormCollection form, string? present, out string? zone)
    {
        zone = present;
        if (!form.TryGetValue("zone", out var posted))
            return true;
        zone = posted.ToString() is { Length: > 0 } name ? name : null;
        return zone is null || TimeZones.Exists(zone);
    }

    private static bool TryLanguage(IFormCollection form, string? present, out string? language)
    {
        language = present;
        if (!form.TryGetValue("language", out var posted))
            return true;
        language = ReaderLanguages.All.FirstOrDefault(one => one.Code == posted.ToString())?.Code;
        return language is not null || posted.ToString().Length == 0;
    }

    // A form without the list of topics (the welcome page) leaves them alone; a list with nothing ticked means everything.
    // Topics that were not offered count for nothing: a form that has no others in it leaves the choice alone too.
    private static IReadOnlyList<string> ReadTopics(IFormCollection form, string list, IReadOnlyList<string> present, IReadOnlyList<string> offered)
    {
        if (!form.ContainsKey($"{list}-offered"))
            return present;
        var posted = form[list].OfType<string>().Where(topic => topic.Length > 0).ToList();
        var known = offered.Intersect(posted, StringComparer.OrdinalIgnoreCase).ToList();
        return known.Count == 0 && posted.Count > 0 ? present : known;
    }
}

/// <summary>What cannot be: the field, and the name of the sentence that says it.</summary>
internal sealed record ChoiceProblem(string Field, string Name);
