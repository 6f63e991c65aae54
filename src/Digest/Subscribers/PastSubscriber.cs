using System.Globalization;
using Digest.Storage;

namespace Digest.Subscribers;

/// <summary>A subscriber as they were at an earlier time, from what was written down since: changes, and consents.</summary>
public static class PastSubscriber
{
    /// <summary>
    /// The row with state, choices and pause of the time; what no change tells of is as it is today. The times of confirming and
    /// leaving are the last ones up to then, and null where there were none.
    /// </summary>
    /// <param name="session">A read.</param>
    /// <param name="today">The row.</param>
    /// <param name="time">UTC milliseconds; what happened at that very moment had happened.</param>
    public static async Task<Subscriber> AtAsync(Session session, Subscriber today, long time)
    {
        var since = await SubscriberChanges.AfterAsync(session, today.Id, time);
        var consents = await Consents.ReadAsync(session, today.Id, time + 1, most: 100);
        var confirmedAt = consents.FirstOrDefault(one => one.Kind is ConsentKind.Confirmed or ConsentKind.Imported)?.At ?? (today.ConfirmedAt <= time ? today.ConfirmedAt : null);
        var leftAt = consents.FirstOrDefault(one => one.Kind is ConsentKind.Withdrawn)?.At ?? (today.UnsubscribedAt <= time ? today.UnsubscribedAt : null);
        var then = today with { ConfirmedAt = confirmedAt, UnsubscribedAt = leftAt };
        // A row from before changes were written down tells by its times that its state is younger.
        if (!since.Any(change => change.What is ChangedPart.Status) && (today.UnsubscribedAt > time || today.ConfirmedAt > time))
            then = then with { Status = confirmedAt is null ? SubscriberStatus.Pending : SubscriberStatus.Active };
        return since.Aggregate(then, Undone);
    }

    private static Subscriber Undone(Subscriber after, SubscriberChange change) => change.What switch
    {
        // Nobody was there before they were added: nothing was sent to them either.
        ChangedPart.Status => after with { Status = Enum.TryParse<SubscriberStatus>(change.BeforeValue, out var status) ? status : SubscriberStatus.Pending },
        ChangedPart.Cadence => WithCadence(after, change.BeforeValue ?? ""),
        ChangedPart.Hour => after with { SendHour = int.TryParse(change.BeforeValue?.Split(':')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var hour) ? hour : null },
        ChangedPart.TimeZone => after with { TimeZone = change.BeforeValue },
        ChangedPart.Topics => after with { Topics = SubscriberChanges.TopicsOf(change.BeforeValue) },
        ChangedPart.Muted => after with { Muted = SubscriberChanges.TopicsOf(change.BeforeValue) },
        ChangedPart.Format => after with { Format = Enum.TryParse<MessageFormat>(change.BeforeValue, out var format) ? format : MessageFormat.Html },
        ChangedPart.Language => after with { Language = change.BeforeValue },
        ChangedPart.Pause => after with { PausedUntil = SubscriberChanges.PauseOf(change.BeforeValue) },
        _ => after,
    };

    private static Subscriber WithCadence(Subscriber after, string words)
    {
        var parts = words.Split(", ");
        if (!Enum.TryParse<Cadence>(parts[0], out var cadence))
            return after;
        var days = parts.Skip(1).Select(part => Enum.TryParse<DayOfWeek>(part, out var day) ? day : DayOfWeek.Sunday).ToList();
        return after with { Cadence = cadence, Days = CadenceDays.Of(Choices.Default with { Cadence = cadence, WeeklyDay = days.FirstOrDefault(DayOfWeek.Sunday), ChosenDays = days }) };
    }
}
