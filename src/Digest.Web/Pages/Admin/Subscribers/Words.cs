using Digest.Signup;
using Digest.Subscribers;

namespace Digest.Web.Pages.Admin.Subscribers;

/// <summary>How the pages of subscribers say what the rows say.</summary>
internal static class Words
{
    public static string Class(SubscriberStatus status) => status switch
    {
        SubscriberStatus.Active => "state good",
        SubscriberStatus.Pending => "state warn",
        SubscriberStatus.Unreachable => "state bad",
        _ => "state",
    };

    public static string Class(ImportState state) => state switch
    {
        ImportState.Done => "state good",
        ImportState.Failed => "state bad",
        ImportState.Stopped => "state warn",
        _ => "state",
    };

    public static string Of(ImportState state) => state switch
    {
        ImportState.Uploaded => "Not started",
        ImportState.Waiting => "Waiting",
        ImportState.Running => "Running",
        _ => state.ToString(),
    };

    public static string Of(Cadence cadence) => cadence switch
    {
        Digest.Subscribers.Cadence.Daily => "Every day",
        Digest.Subscribers.Cadence.Weekdays => "Monday to Friday",
        Digest.Subscribers.Cadence.ChosenDays => "On chosen days",
        Digest.Subscribers.Cadence.BreakingOnly => "Breaking only",
        _ => "Once a week",
    };

    public static string Cadence(Subscriber subscriber) => subscriber.Cadence switch
    {
        Digest.Subscribers.Cadence.Weekly or Digest.Subscribers.Cadence.ChosenDays => $"Every {string.Join(", ", CadenceDays.Days(subscriber.Days))}",
        _ => Of(subscriber.Cadence),
    };

    public static string Of(MessageFormat format) => format is MessageFormat.Text ? "Text alone" : "HTML and text";

    public static string Topics(Subscriber subscriber) => (TopicList.Read(subscriber.Topics), TopicList.Read(subscriber.Muted)) switch
    {
        ({ Count: > 0 } topics, _) => string.Join(", ", topics),
        (_, { Count: > 0 } muted) => $"Everything but {string.Join(", ", muted)}",
        _ => "Everything",
    };

    public static string Means(SubscriberStatus status) => status switch
    {
        SubscriberStatus.Pending => "Asked, and has not confirmed: gets nothing but the question.",
        SubscriberStatus.Active => "Gets editions.",
        SubscriberStatus.Unsubscribed => "Has left: gets nothing.",
        SubscriberStatus.Unreachable => "The address does not take mail: gets nothing.",
        _ => "Was forgotten: nothing personal is left.",
    };

    public static string Of(ConsentKind kind) => kind switch
    {
        ConsentKind.Asked => "Consent: asked to subscribe",
        ConsentKind.Confirmed => "Consent: confirmed",
        ConsentKind.Imported => "Consent: given elsewhere",
        ConsentKind.Withdrawn => "Consent: withdrawn",
        _ => "Consent: unsubscription taken back",
    };

    public static string Source(string source) => source switch
    {
        "form" => "the sign-up form",
        "json" => "a program",
        "page" => "the page behind a message's link",
        "one-click" => "the mail program's unsubscribe button",
        _ => source,
    };

    public static string Of(RequestOutcome? outcome) => outcome switch
    {
        null => "Not answered yet, or put off while sign-ups cause too much mail.",
        RequestOutcome.Asked => "A message asked them to confirm.",
        RequestOutcome.AskedToday => "They had been asked to confirm within a day: no second message.",
        RequestOutcome.AskedLately => "They had been asked to confirm more than once lately: no further message yet.",
        RequestOutcome.AlreadyReading => "They read us already: a message said so.",
        RequestOutcome.ToldToday => "They read us already and had been told so within a day.",
        RequestOutcome.ToldLately => "They read us already and had been told so more than once lately.",
        RequestOutcome.OverLimit => "Sign-ups had caused too much mail for a day: no message (settings Signup).",
        RequestOutcome.LeftAlone => "Nothing may be sent: a complaint, or an import of somebody who has left.",
        _ => "This is no address.",
    };

    public static string Of(ChangedPart part) => part switch
    {
        ChangedPart.Status => "State",
        ChangedPart.TimeZone => "Time zone",
        ChangedPart.Muted => "Muted topics",
        ChangedPart.AppealRest => "Rest of the appeal",
        ChangedPart.Reason => "Reason for leaving",
        _ => part.ToString(),
    };

    /// <summary>One change, without who and when.</summary>
    public static string Of(SubscriberChange change) => (change.BeforeValue, change.AfterValue) switch
    {
        (null, { } reason) when change.What is ChangedPart.Reason => $"{Of(change.What)}: {Reason(reason)}",
        (null, var to) => $"{Of(change.What)}: {Plain(to)}",
        (var from, null) => $"{Of(change.What)}: none any more (was {Plain(from)})",
        var (from, to) => $"{Of(change.What)}: {Plain(to)} (was {Plain(from)})",
    };

    private static string Reason(string kept)
    {
        var parts = kept.Split(": ", 2);
        var words = parts[0] switch
        {
            nameof(LeaveReason.TooOften) => "too many messages",
            nameof(LeaveReason.OtherInterests) => "not about what they care about",
            nameof(LeaveReason.NeverSignedUp) => "they never signed up",
            nameof(LeaveReason.HardToRead) => "the messages were hard to read",
            _ => "something else",
        };
        return parts.Length == 1 ? words : $"{words}. “{parts[1]}”";
    }

    private static string? Plain(string? value) => value switch
    {
        null => null,
        nameof(Digest.Subscribers.Cadence.BreakingOnly) => "Breaking only",
        _ when value.StartsWith("ChosenDays, ", StringComparison.Ordinal) => "Chosen days: " + value["ChosenDays, ".Length..],
        _ => value,
    };

    public static string Who(string who) => who switch
    {
        SubscriberChanges.Reader => "the reader",
        SubscriberChanges.CleanUp => "the clean-up",
        _ => who,
    };

    public static string Of(ImportField field) => field switch
    {
        ImportField.None => "Leave out",
        ImportField.FirstName => "First name",
        ImportField.LastName => "Last name",
        ImportField.WeeklyDay => "Day of a weekly reader",
        ImportField.Days => "Days of a reader with chosen days",
        ImportField.Muted => "Muted topics",
        ImportField.Format => "Format (Html or Text)",
        ImportField.Hour => "Hour (0–23)",
        ImportField.TimeZone => "Time zone",
        ImportField.Tags => "Tags (those that are topics)",
        ImportField.ConsentedAt => "Consented at",
        ImportField.ForeignConsentedAt => "Consented at (where it is a time)",
        ImportField.ConsentSource => "Consent source",
        ImportField.Status => "State: who has left is refused",
        ImportField.Gone => "Left at: who has left is refused",
        ImportField.EmailDisabled => "Mail disabled: who gets none is refused",
        _ => field.ToString(),
    };
}
