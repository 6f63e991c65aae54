using System.Globalization;
using Digest.Editions.Specials;
using Digest.Outbox;
using Digest.Storage;
using Digest.Stories;
using Digest.Subscribers;

namespace Digest.Editions;

/// <summary>"Why did I (not) get this?": reads the rows of one subscriber and one edition and says what follows from them.</summary>
public sealed class ExplainReceipt(Database database, Suppressions suppressions, EditionClock calendar, TimeProvider clock)
{
    /// <summary>The answer for an address and an edition.</summary>
    /// <returns>Null: there is no such edition.</returns>
    public Task<Explanation?> AskAsync(EmailAddress address, long editionId, CancellationToken cancellation = default) => database.ReadAsync(async session =>
    {
        if (await EditionRows.ByIdAsync(session, editionId) is not { } edition)
            return null;
        var subscriber = await SubscriberBook.FindAsync(session, address);
        var suppressed = await suppressions.FindAsync(session, address.Key);
        if (subscriber is null)
            return Stranger(suppressed);
        var then = await PastSubscriber.AtAsync(session, subscriber, edition.ClosedAt ?? clock.Milliseconds());
        var message = await OutboxView.OfEditionAsync(session, edition.Id, subscriber.Id);
        var answer = message is null ? await WithoutMessageAsync(session, edition, subscriber, then) : await new ExplainMessage(session, calendar, clock).AnswerAsync(message, subscriber, edition);
        return answer with { SubscriberId = subscriber.Id, MessageId = message?.Id, Facts = [.. Facts(edition, subscriber, then, suppressed), .. answer.Facts] };
    }, cancellation);

    private static Explanation Stranger(string? suppressed) => suppressed is null
        ? new Explanation(Got: false, "This address has never signed up here, or its sign-up was never confirmed and has been removed since.")
        : new Explanation(Got: false, $"This address gets nothing: it is suppressed ({suppressed}).");

    private async Task<Explanation> WithoutMessageAsync(Session session, Edition edition, Subscriber subscriber, Subscriber then)
    {
        var closedAt = edition.ClosedAt ?? edition.DueAt;
        if (edition.State is EditionState.Held)
            return new Explanation(Got: null, $"The edition has not gone to anybody yet: it is held because {edition.HeldBecause ?? "somebody wanted a look at it first"}.");
        if (edition.State is EditionState.Skipped)
            return new Explanation(Got: false, edition.SkippedBy is { } admin
                ? $"Nobody got this edition: {admin} skipped it, and its stories went into the next one."
                : "Nobody got this edition: nothing was new, or a later one took its stories over.");
        if (edition.PreparedAt is null && subscriber.Id > edition.PreparedTo && subscriber.Status is SubscriberStatus.Active)
            return new Explanation(Got: null, "The edition's messages are being prepared at this moment; theirs is not yet.");
        // A consent that was given elsewhere may be older than they are here.
        if (subscriber.CreatedAt > closedAt && subscriber.ConfirmedAt <= closedAt)
            return new Explanation(Got: false, $"They were added on {Day(subscriber.CreatedAt)}, after the edition had closed on {Day(closedAt)}; the next one they were due for had its stories.");
        // Closing says who is due; preparing, which may be hours later, leaves out who had left or chosen otherwise meanwhile.
        var atPreparing = await PastSubscriber.AtAsync(session, subscriber, edition.PreparedAt ?? clock.Milliseconds());
        return NotDue(edition, subscriber, then, closedAt) ?? NotDue(edition, subscriber, atPreparing, closedAt)
            ?? (edition.Kind is EditionKind.Special ? new Explanation(Got: false, await ExplainSpecial.WhyNotAsync(session, edition, then, Cadence(then))) : await NothingLeftAsync(session, edition, then));
    }

    /// <summary>Why the edition was not for a subscriber who stood like that; null: it was.</summary>
    private Explanation? NotDue(Edition edition, Subscriber subscriber, Subscriber then, long closedAt)
    {
        if (then.Status is SubscriberStatus.Pending && subscriber.ConfirmedAt > closedAt)
            return new Explanation(Got: false, $"They confirmed on {Day(subscriber.ConfirmedAt.Value)}, after the edition had closed on {Day(closedAt)}; the next one they were due for had its stories.");
        if (then.Status is not SubscriberStatus.Active)
            return new Explanation(Got: false, WhyInactive(subscriber, then));
        if (then.PausedUntil > closedAt)
            return new Explanation(Got: false, $"They {(subscriber.PausedUntil == then.PausedUntil && subscriber.IsPaused(clock) ? "have" : "had")} paused until {Day(then.PausedUntil.Value)}; what they miss comes with their first edition after that.");
        return edition.Kind is EditionKind.Regular && (then.Days & edition.Weekday) == 0
            ? new Explanation(Got: false, $"It was not due for them: they chose {Cadence(then)}, and this edition was for {Days(edition.Weekday)}.")
            : null;
    }

    private async Task<Explanation> NothingLeftAsync(Session session, Edition edition, Subscriber then)
    {
        var followed = string.Join(", ", TopicList.Read(then.Topics));
        var stories = await StoryNumbers.BetweenAsync(session, edition.AfterNumber ?? 0, edition.LastNumber ?? 0);
        if (followed.Length > 0 && !stories.Any(story => story.Topics.Any(topic => $", {followed}, ".Contains($", {topic}, ", StringComparison.OrdinalIgnoreCase))))
            return new Explanation(Got: false, $"No story of this edition was in the topics they followed ({followed}).");
        var muted = string.Join(", ", TopicList.Read(then.Muted));
        if (followed.Length == 0 && stories.Count > 0 && stories.All(story => story.Topics.Any(topic => $", {muted}, ".Contains($", {topic}, ", StringComparison.OrdinalIgnoreCase))))
            return new Explanation(Got: false, $"Every story of this edition was in a topic that they had muted ({muted}).");
        var earlier = await session.FirstOrDefaultAsync<Earlier>(
            """
            SELECT e.slug, m.finished_at FROM messages m JOIN editions e ON e.id = m.edition_id
            WHERE m.subscriber_id = @Subscriber AND m.status IN ('Submitted', 'Uncertain') AND m.last_number >= @Last AND m.edition_id <> @Edition AND m.created_at <= @at
            ORDER BY m.id DESC
            """, new { Subscriber = then.Id, Last = edition.LastNumber, Edition = edition.Id, at = edition.PreparedAt ?? clock.Milliseconds() });
        return earlier is null
            ? new Explanation(Got: false, "Nothing in it was new for them: all its stories had been offered to them before, or were older than the editions take.")
            : new Explanation(Got: false, $"Its stories went to them with the edition {earlier.Slug}, so nothing in this one was new for them.");
    }

    private IEnumerable<ExplanationFact> Facts(Edition edition, Subscriber subscriber, Subscriber then, string? suppressed)
    {
        yield return new("Edition", $"{edition.Slug}, {edition.State}");
        if (edition.ClosedAt is { } closed)
            yield return new("Closed", Words: null, closed.ToTime());
        yield return new("Subscriber", subscriber.Status == then.Status ? $"{subscriber.Status}" : $"{subscriber.Status} today, {then.Status} when it closed");
        if (subscriber.ConfirmedAt is { } confirmed)
            yield return new("Confirmed", Words: null, confirmed.ToTime());
        if (edition.ClosedAt is not null)
            yield return new("Wanted it", $"{Wish(then)} (when it closed)");
        if (edition.ClosedAt is null || Wish(subscriber) != Wish(then))
            yield return new("Wants it", $"{Wish(subscriber)} (as chosen today)");
        if (TopicList.Read(then.Topics) is { Count: > 0 } topics)
            yield return new("Followed", string.Join(", ", topics));
        if (TopicList.Read(then.Muted) is { Count: > 0 } muted)
            yield return new("Muted", string.Join(", ", muted));
        if (subscriber.PausedUntil is { } until && until.ToTime() > clock.GetUtcNow())
            yield return new("Paused until", Words: null, until.ToTime());
        if (suppressed is not null)
            yield return new("Suppressed", suppressed);
    }

    private string WhyInactive(Subscriber subscriber, Subscriber then) => then.Status switch
    {
        SubscriberStatus.Unsubscribed => $"They {(subscriber.Status is SubscriberStatus.Unsubscribed ? "" : "had ")}unsubscribed{(then.UnsubscribedAt is { } at ? $" on {Day(at)}" : "")}.",
        SubscriberStatus.Unreachable => "Their address no longer took mail, so nothing was sent to it.",
        SubscriberStatus.Erased => "They asked to be forgotten.",
        _ => subscriber.ConfirmedAt is null
            ? "They never confirmed their sign-up, so nothing but the question was sent to them."
            : "They had not confirmed their sign-up, so nothing but the question was sent to them.",
    };

    private string Wish(Subscriber subscriber) => $"{Cadence(subscriber)}{(subscriber.SendHour is { } hour ? $", at {hour:00}:00 ({subscriber.TimeZone ?? calendar.Zone.Id})" : "")}";

    private string Day(long time) => TimeZoneInfo.ConvertTime(time.ToTime(), calendar.Zone).ToString("d MMMM yyyy 'at' HH:mm", CultureInfo.InvariantCulture);

    private static string Cadence(Subscriber subscriber) => subscriber.Cadence switch
    {
        Subscribers.Cadence.Weekly => $"weekly, on {CadenceDays.First(subscriber.Days)}",
        Subscribers.Cadence.Weekdays => "Monday to Friday",
        Subscribers.Cadence.ChosenDays => $"days of their own ({Days(subscriber.Days)})",
        Subscribers.Cadence.BreakingOnly => "special editions only",
        _ => "daily",
    };

    private static string Days(int bits) => string.Join(", ", CadenceDays.Week.Where(day => (bits & CadenceDays.Bit(day)) != 0));

    private sealed record Earlier
    {
        public string Slug { get; init; } = "";

        public long? FinishedAt { get; init; }
    }
}
