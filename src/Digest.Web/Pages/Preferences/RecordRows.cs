using System.Globalization;
using Digest.Languages;
using Digest.Signup;
using Digest.Storage;
using Digest.Subscribers;

namespace Digest.Web.Pages.Preferences;

/// <summary>One line of what is kept about a reader.</summary>
internal sealed record RecordRow(string When, string What, string Details);

/// <summary>What is kept about a reader, as their page shows it: the record in words, its history as it is kept, without the names of those who run the site.</summary>
internal static class RecordRows
{
    /// <summary>The record: the name of the sentence that says what it is, and the value. What is absent is left out.</summary>
    public static IReadOnlyList<(string Name, string Value)> Facts(OwnRecord record, Words words)
    {
        var (subscriber, choices) = (record.Subscriber, record.Subscriber.Choices);
        return [.. new (string Name, string? Value)[]
        {
            ("rights.address", EmailAddress.Show(subscriber.Address)),
            ("rights.name", subscriber.Name),
            ("rights.status", Status(subscriber.Status, words)),
            ("rights.often", Often(choices, words)),
            ("rights.hour", choices.SendHour is { } hour ? ChoicesForm.Hour(hour) : null),
            ("rights.zone", choices.TimeZone),
            ("rights.topics", Joined(choices.Topics)),
            ("rights.muted", Joined(choices.Muted)),
            ("rights.format", words[ChoicesForm.Formats.First(format => format.Value == choices.Format).Name]),
            ("rights.language", ReaderLanguages.Find(choices.Language)?.Name ?? choices.Language),
            ("rights.paused", Time(subscriber.PausedUntil)),
            ("rights.appeal-rest", Time(subscriber.AppealRestUntil)),
            ("rights.appeal-ago", subscriber.AppealAgo?.ToString(CultureInfo.InvariantCulture)),
            ("rights.since", Time(subscriber.CreatedAt)),
            ("rights.confirmed", Time(subscriber.ConfirmedAt)),
            ("rights.reminded", Time(subscriber.RemindedAt)),
            ("rights.left", Time(subscriber.UnsubscribedAt)),
            ("rights.suppressed", record.Suppression is null ? null : words["rights.complaint"]),
        }.Where(fact => fact.Value is not null).Select(fact => (fact.Name, fact.Value!))];
    }

    /// <summary>Everything else, list by list.</summary>
    public static IReadOnlyList<(string Name, IReadOnlyList<RecordRow> Rows)> Lists(OwnRecord record) =>
    [
        ("rights.consents", [.. record.Consents.Select(one => Row(one.At, one.Kind.ToString(), WithoutAdmin(one.Source), one.Client, one.FormText))]),
        ("rights.changes", [.. record.Changes.Select(one => Row(one.At, one.What.ToString(), one.BeforeValue is null ? null : $"{one.BeforeValue} →", one.AfterValue, WithoutAdmin(one.Who)))]),
        ("rights.messages", [.. record.Messages.Select(one => Row(one.CreatedAt, one.Kind.ToString(), [one.Edition, one.Status.ToString(), .. one.Attempts.Select(attempt => $"{Time(attempt.At)}: {attempt.Outcome} {attempt.Answer}")]))]),
        ("rights.requests", [.. record.Requests.Select(one => Row(one.At, one.Outcome?.ToString() ?? "", WithoutAdmin(one.Source), one.Client, one.FormText))]),
    ];

    /// <summary>Which admin it was is not the reader's.</summary>
    public static string WithoutAdmin(string who)
    {
        if (!who.StartsWith(SubscriberChanges.Admin(""), StringComparison.Ordinal))
            return who;
        var note = who.IndexOf(':', StringComparison.Ordinal);
        return note < 0 ? "admin" : "admin" + who[note..];
    }

    private static string Status(SubscriberStatus status, Words words) => status switch
    {
        SubscriberStatus.Pending => words["rights.status-pending"],
        SubscriberStatus.Active => words["rights.status-active"],
        SubscriberStatus.Unreachable => words["rights.status-unreachable"],
        _ => words["rights.status-left"],
    };

    private static string Often(Choices choices, Words words)
    {
        var often = words[ChoicesForm.Cadences.First(cadence => cadence.Value == choices.Cadence).Name];
        return choices.Cadence switch
        {
            Cadence.Weekly => $"{often} ({words.Weekday(choices.WeeklyDay)})",
            Cadence.ChosenDays => $"{often} ({string.Join(", ", choices.ChosenDays.Select(words.Weekday))})",
            _ => often,
        };
    }

    public static string? Time(long? time) => time.ToTime()?.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static RecordRow Row(long at, string what, params IEnumerable<string?> details) => new(Time(at)!, what, string.Join(" ", details.Where(one => !string.IsNullOrEmpty(one))));

    private static string? Joined(IReadOnlyList<string> topics) => topics.Count == 0 ? null : string.Join(", ", topics);
}
