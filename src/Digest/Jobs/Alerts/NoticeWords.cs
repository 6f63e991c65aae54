using System.Globalization;
using System.Net;
using Digest.Editions;
using Digest.Storage;

namespace Digest.Jobs.Alerts;

/// <summary>What a notice says, for mail and webhook alike.</summary>
public sealed class NoticeWords(SiteOptions site, EditionClock calendar)
{
    public string Subject(Alert alert) => $"[{site.Name}] {(alert.EndedAt is null ? "" : "It is over: ")}{Shortened(FirstSentence(alert.Problem))}";

    /// <summary>The absolute address of the page where something can be done.</summary>
    public string Link(Alert alert) => site.Url + alert.Link;

    /// <summary>A few lines, as a chat shows them.</summary>
    public string Lines(Alert alert) => alert.EndedAt is null
        ? $"{site.Name}: {alert.Problem}\n{alert.Remedy}\n{Link(alert)}"
        : $"{site.Name}: it is over since {Time(alert.EndedAt.Value)}: {alert.Problem}";

    public string Text(Alert alert) => string.Join("\n\n", Paragraphs(alert).Append($"{alert.LinkText}:\n{Link(alert)}").Append(Why)) + "\n";

    public string Html(Alert alert) =>
        $"""
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>{Escaped(Subject(alert))}</title></head>
        <body style="font: 16px/1.5 system-ui, sans-serif; max-width: 40em">
        {string.Join('\n', Paragraphs(alert).Select((words, place) => $"<p>{(place == 0 ? $"<strong>{Escaped(words)}</strong>" : Escaped(words))}</p>"))}
        <p><a href="{Escaped(Link(alert))}">{Escaped(alert.LinkText)}</a></p>
        <p style="font-size: 14px">{Escaped(Why)}</p>
        </body></html>
        """;

    private static string Why => "Alerts:To in the settings says who gets these notices: one an hour while something is wrong, and one when it is over.";

    private IEnumerable<string> Paragraphs(Alert alert) => alert.EndedAt is { } ended
        ? [$"It is over since {Time(ended)}. It was found at {Time(alert.OpenedAt)}:", alert.Problem]
        : [alert.Problem, $"What to do: {alert.Remedy}", $"Found at {Time(alert.OpenedAt)}."];

    private string Time(long milliseconds) =>
        TimeZoneInfo.ConvertTime(milliseconds.ToTime(), calendar.Zone).ToString("d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture) + $" ({calendar.Zone.Id})";

    private static string FirstSentence(string text) => text.IndexOf(": ", StringComparison.Ordinal) is > 20 and var at ? text[..at] : text.TrimEnd('.');

    private static string Shortened(string text) => text.Length <= 90 ? text : text[..89] + "…";

    private static string Escaped(string text) => WebUtility.HtmlEncode(text);
}
