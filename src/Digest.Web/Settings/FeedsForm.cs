using System.Globalization;
using Digest.Stories;

namespace Digest.Web.Settings;

/// <summary>The list of feeds on a page.</summary>
internal sealed class FeedsForm(LiveSettings settings)
{
    public const string Url = "url";
    public const string Minutes = "minutes";
    private const string DefaultMinutes = "15";

    /// <summary>Where outside the feeds are named; null: nowhere, so that they may be named here.</summary>
    public string? Place => settings.Outside.PlaceOf(SettingsShape.Feeds);

    /// <summary>The rows as they stand; none while the sample site is read.</summary>
    public IReadOnlyList<FeedLine> Lines(FeedsOptions feeds) => Place is not null
        ? [.. feeds.Feeds.Select(feed => new FeedLine(feed.Url, feed.PollMinutes.ToString(CultureInfo.InvariantCulture)))]
        : [.. Places().Select(place => new FeedLine(settings.Kept.Find($"Feeds:{place}:Url")?.Value ?? "", settings.Kept.Find($"Feeds:{place}:PollMinutes")?.Value ?? DefaultMinutes))];

    /// <summary>Who changed the list last; null: nobody ever did.</summary>
    public KeptSetting? LastChange => settings.Kept.Rows.Where(row => IsFeed(row.Key)).MaxBy(row => row.Version);

    /// <summary>The rows that were typed, without empty ones.</summary>
    /// <param name="form">What was posted.</param>
    /// <param name="up">The row, as it was shown, that changes places with the one above it; null: none.</param>
    /// <param name="remove">The row, as it was shown, that is taken away; null: none.</param>
    public static List<FeedLine> Typed(IFormCollection form, int? up = null, int? remove = null)
    {
        var lines = form[Url].Zip(form[Minutes], (url, minutes) => new FeedLine((url ?? "").Trim(), (minutes ?? "").Trim())).ToList();
        if (up is > 0 && up < lines.Count)
            (lines[up.Value - 1], lines[up.Value]) = (lines[up.Value], lines[up.Value - 1]);
        if (remove is >= 0 && remove < lines.Count)
            lines.RemoveAt(remove.Value);
        return [.. lines.Where(line => line.Url.Length > 0).Select(line => line with { Minutes = line.Minutes.Length == 0 ? DefaultMinutes : line.Minutes })];
    }

    /// <summary>What to keep so that these are the feeds.</summary>
    public Dictionary<string, string?> Changes(IReadOnlyList<FeedLine> lines)
    {
        var changes = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        for (var at = 0; at < lines.Count; at++)
        {
            changes[Key(at, "Url")] = lines[at].Url;
            changes[Key(at, "PollMinutes")] = lines[at].Minutes == DefaultMinutes ? null : lines[at].Minutes;
        }
        foreach (var row in settings.Kept.Rows.Where(row => IsFeed(row.Key) && row.Value is not null && !changes.ContainsKey(row.Key)))
            changes[row.Key] = null;
        return changes.Where(change => change.Value is not null || settings.Kept.Find(change.Key)?.Value is not null).ToDictionary(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Keeps a list.</summary>
    /// <returns>What is wrong, by place; what others changed meanwhile; neither: it holds.</returns>
    public async Task<(IReadOnlyDictionary<int, string> Problems, KeptSetting? Meanwhile)> SaveAsync(IReadOnlyList<FeedLine> lines, long seen, string by, CancellationToken cancellation = default)
    {
        if (Problems(lines) is { Count: > 0 } problems)
            return (problems, settings.Kept.Rows.Where(row => row.Version > seen && IsFeed(row.Key)).MaxBy(row => row.Version));
        var meanwhile = await settings.ChangeAsync(Changes(lines), IsFeed, seen, by, cancellation);
        return (new Dictionary<int, string>(), meanwhile.MaxBy(row => row.Version));
    }

    /// <summary>What is wrong with a list, by place.</summary>
    public IReadOnlyDictionary<int, string> Problems(IReadOnlyList<FeedLine> lines)
    {
        var problems = new Dictionary<int, string>();
        for (var at = 0; at < lines.Count; at++)
        {
            if (lines.Take(at).Any(line => line.Url == lines[at].Url))
                problems[at] = "This feed is on the list already.";
            else if (!int.TryParse(lines[at].Minutes, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) || minutes is < 1 or > 1440)
                problems[at] = "Minutes between two readings: a whole number from 1 to 1,440 is expected.";
        }
        foreach (var (key, reason) in problems.Count > 0 ? new Dictionary<string, string>() : settings.Problems(Changes(lines)))
            problems[int.TryParse(key.Split(':').ElementAtOrDefault(1), out var place) ? place : 0] = reason;
        return problems;
    }

    private IEnumerable<string> Places() => settings.Kept.Rows
        .Where(row => IsFeed(row.Key) && row.Value is not null)
        .Select(row => row.Key.Split(':')[1]).Distinct(StringComparer.Ordinal)
        .OrderBy(place => int.TryParse(place, out var number) ? number : int.MaxValue);

    private static string Key(int at, string name) => string.Create(CultureInfo.InvariantCulture, $"Feeds:{at}:{name}");

    private static bool IsFeed(string key) => key.StartsWith("Feeds:", StringComparison.OrdinalIgnoreCase);
}

/// <summary>A feed as it is typed.</summary>
internal sealed record FeedLine(string Url, string Minutes);
