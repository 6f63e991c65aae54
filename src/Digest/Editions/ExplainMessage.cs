using System.Globalization;
using Digest.Editions.Corrections;
using Digest.Outbox;
using Digest.Storage;
using Digest.Subscribers;

namespace Digest.Editions;

/// <summary>What became of a subscriber's message of an edition, in a sentence.</summary>
internal sealed class ExplainMessage(Session session, EditionClock calendar, TimeProvider clock)
{
    public async Task<Explanation> AnswerAsync(OutboxMessage message, Subscriber subscriber, Edition edition)
    {
        if (subscriber.Status is SubscriberStatus.Active && await OutdatedAsync(message) is { } outdated)
            return new Explanation(Got: null, outdated) { Facts = [.. Facts(message)] };
        var (got, sentence) = message.Status switch
        {
            MessageStatus.Submitted => ((bool?)true, $"Yes: the mail server took the message on {Time(message.FinishedAt ?? message.DueAt)}. What it did with it then is beyond us: a junk folder or a filter is the first place to look."),
            MessageStatus.Submitting => (null, "Their message is on the wire at this moment."),
            MessageStatus.Deferred when edition.PausedAt is null && subscriber.Status is SubscriberStatus.Active => (null, message.AnswerCode is null
                ? $"Not yet: the mail server could not be reached; it is tried again on {Time(message.DueAt)}."
                : $"Not yet: the mail server said \"not now\"; it is tried again on {Time(message.DueAt)}."),
            MessageStatus.Failed => (false, message.AnswerCode is null
                ? "No: their message could not be submitted, and it was given up."
                : "No: the mail server refused their message for good."),
            MessageStatus.Uncertain => (null, message.FinishedAt is null
                ? "Perhaps: the connection was lost before the mail server's answer came; the message is submitted once more, and mail programs recognise it as the same."
                : "Perhaps: the connection was lost before the mail server's answer came, so nobody knows whether it took the message."),
            MessageStatus.Superseded => (false, await SupersededAsync(message, subscriber)),
            _ => (null, Waiting(message, subscriber, edition)),
        };
        return new Explanation(got, sentence) { Facts = [.. Facts(message)] };
    }

    private string Waiting(OutboxMessage message, Subscriber subscriber, Edition edition)
    {
        if (subscriber.Status is not SubscriberStatus.Active)
            return "No: they left before their message went; it will not go.";
        if (edition.PausedAt is { } paused)
            return $"Not yet: {edition.PausedBy ?? "somebody"} paused the edition on {Time(paused)}; their message waits until it is resumed.";
        return message.DueAt > clock.Milliseconds()
            ? $"Not yet: they chose an hour of their own, and their message waits until {Time(message.DueAt)}."
            : $"Not yet: their message of the edition {edition.Slug} waits for its turn.";
    }

    /// <summary>Why a message waits whose variant is outdated; null: it does not.</summary>
    private async Task<string?> OutdatedAsync(OutboxMessage message)
    {
        if (message.FinishedAt is not null || message.Status is not (MessageStatus.Prepared or MessageStatus.Deferred))
            return null;
        return await session.ScalarAsync<string>("SELECT COALESCE(because, '') FROM outdated_variants WHERE variant_id = @VariantId", message) switch
        {
            null => null,
            "" => "Not yet: a story of their message was corrected or withdrawn, and what is right is being put into it.",
            var because => $"Not yet: a story of their message was corrected or withdrawn, and what is right cannot be put into it: {because.TrimEnd('.')}.",
        };
    }

    private async Task<string> SupersededAsync(OutboxMessage message, Subscriber subscriber)
    {
        var then = await PastSubscriber.AtAsync(session, subscriber, message.FinishedAt ?? clock.Milliseconds());
        if (then.Status is not SubscriberStatus.Active)
            return $"No: they left before their message went{(then.UnsubscribedAt is { } at ? $" (on {Time(at)})" : "")}.";
        // One that was made later has not taken it over: it was taken back for another reason.
        var later = await session.ScalarAsync<string>(
            """
            SELECT e.slug FROM messages m JOIN editions e ON e.id = m.edition_id
            WHERE m.subscriber_id = @SubscriberId AND m.id > @Id AND m.kind = 'Digest' AND m.created_at <= @FinishedAt ORDER BY m.id
            """, message);
        if (later is not null)
            return $"No: their message had not gone when the edition {later} was ready, which took its stories over.";
        return await WithdrawnItems.OfAsync(session, message.VariantId, message.FinishedAt ?? clock.Milliseconds()) switch
        {
            [] => "No: their message was taken back before it went; its stories come with their next edition.",
            [var headline] => $"No: the one story of their message, “{headline}”, was withdrawn before it went.",
            var all => $"No: all {all.Count} stories of their message were withdrawn before it went.",
        };
    }

    private static IEnumerable<ExplanationFact> Facts(OutboxMessage message)
    {
        yield return new("Message", message.Status.ToString());
        yield return new("Prepared", Words: null, message.CreatedAt.ToTime());
        if (message.Answer is not null)
            yield return new("Last answer", message.Answer);
        if (message.FinishedAt is { } finished)
            yield return new("Finished", Words: null, finished.ToTime());
    }

    private string Time(long time) => TimeZoneInfo.ConvertTime(time.ToTime(), calendar.Zone).ToString("d MMMM yyyy 'at' HH:mm", CultureInfo.InvariantCulture);
}
