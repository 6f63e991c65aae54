using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Digest.Signup;
using Digest.Storage;
using Digest.Web.Pages.Preferences;

namespace Digest.Web.Endpoints;

/// <summary>Everything that is kept about a reader, as JSON for them to take along (GDPR Art. 15 and 20).</summary>
internal static class OwnRecordFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static void MapOwnRecord(this IEndpointRouteBuilder routes) =>
        routes.MapMethods("/preferences/data/{token}/record.json", [HttpMethods.Get, HttpMethods.Head], async (string token, OwnData data) => await data.ReadAsync(token) is { } record
            ? Results.File(JsonSerializer.SerializeToUtf8Bytes(Document(record), Json), "application/json", "my-data.json")
            : Results.NotFound());

    private static object Document(OwnRecord record) => new
    {
        record.Subscriber.Address,
        record.Subscriber.Name,
        Status = record.Subscriber.Status.ToString(),
        Choices = new
        {
            Cadence = record.Subscriber.Cadence.ToString(),
            WeeklyDay = record.Subscriber.Cadence == Subscribers.Cadence.Weekly ? record.Subscriber.Choices.WeeklyDay.ToString() : null,
            Days = record.Subscriber.Choices.ChosenDays.Select(day => day.ToString()),
            Hour = record.Subscriber.SendHour,
            record.Subscriber.TimeZone,
            record.Subscriber.Choices.Topics,
            record.Subscriber.Choices.Muted,
            Format = record.Subscriber.Format.ToString(),
            record.Subscriber.Language,
            PausedUntil = record.Subscriber.PausedUntil.ToTime(),
        },
        Appeal = new { RestsUntil = record.Subscriber.AppealRestUntil.ToTime(), EditionsSince = record.Subscriber.AppealAgo },
        CreatedAt = record.Subscriber.CreatedAt.ToTime(),
        ConfirmedAt = record.Subscriber.ConfirmedAt.ToTime(),
        RemindedAt = record.Subscriber.RemindedAt.ToTime(),
        UnsubscribedAt = record.Subscriber.UnsubscribedAt.ToTime(),
        record.Suppression,
        Consents = record.Consents.Select(one => new { At = one.At.ToTime(), Kind = one.Kind.ToString(), Source = RecordRows.WithoutAdmin(one.Source), one.Client, one.FormText }),
        Changes = record.Changes.Select(one => new { At = one.At.ToTime(), Who = RecordRows.WithoutAdmin(one.Who), What = one.What.ToString(), Before = one.BeforeValue, After = one.AfterValue }),
        Messages = record.Messages.Select(one => new
        {
            one.Id,
            Kind = one.Kind.ToString(),
            one.Edition,
            Status = one.Status.ToString(),
            CreatedAt = one.CreatedAt.ToTime(),
            FinishedAt = one.FinishedAt.ToTime(),
            Answers = one.Attempts.Select(attempt => new { At = attempt.At.ToTime(), Outcome = attempt.Outcome.ToString(), attempt.Code, attempt.Answer }),
        }),
        SignUps = record.Requests.Select(one => new { At = one.At.ToTime(), Source = RecordRows.WithoutAdmin(one.Source), one.Client, one.FormText, Outcome = one.Outcome?.ToString() }),
    };
}
