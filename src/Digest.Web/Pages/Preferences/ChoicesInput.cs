using System.Diagnostics.CodeAnalysis;
using System.Globalization;
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
            problem = new ChoiceProblem("cadence", "Please choose how often you would like to hear.");
        else if (!TryEnum(form, "day", present.WeeklyDay, out var day))
            problem = new ChoiceProblem("day", "Please choose a day of the week.");
        else if (!TryHour(form, present.SendHour, out var hour))
            problem = new ChoiceProblem("hour", "Please choose an hour.");
        else if (!TryZone(form, present.TimeZone, out var zone))
            problem = new ChoiceProblem("zone", "Please choose a time zone from the list.");
        else
            choices = new Choices(cadence, day, hour, zone, ReadTopics(form, present, offered));
        return problem is null;
    }

    private static bool TryEnum<T>(IFormCollection form, string field, T present, out T value)
        where T : struct, Enum
    {
        value = present;
        return !form.TryGetValue(field, out var posted) || (Enum.GetNames<T>().Contains(posted.ToString(), StringComparer.Ordinal) && Enum.TryParse(posted, out value));
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

    // A form without the list of topics (the welcome page) leaves them alone; a list with nothing ticked means everything.
    // Topics that were not offered count for nothing: a form that has no others in it leaves the choice alone too.
    private static IReadOnlyList<string> ReadTopics(IFormCollection form, Choices present, IReadOnlyList<string> offered)
    {
        if (!form.ContainsKey("topics-offered"))
            return present.Topics;
        var posted = form["topics"].OfType<string>().Where(topic => topic.Length > 0).ToList();
        var known = offered.Intersect(posted, StringComparer.OrdinalIgnoreCase).ToList();
        return known.Count == 0 && posted.Count > 0 ? present.Topics : known;
    }
}

/// <summary>What cannot be, in a sentence, and the field that says so.</summary>
internal sealed record ChoiceProblem(string Field, string Words);
