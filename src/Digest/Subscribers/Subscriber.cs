using Digest.Storage;

namespace Digest.Subscribers;

/// <summary>A reader's record.</summary>
public sealed record Subscriber
{
    public long Id { get; init; }

    /// <summary>As typed, the domain as A-label.</summary>
    public string Address { get; init; } = "";

    /// <summary>What makes two addresses one.</summary>
    public string AddressKey { get; init; } = "";

    public string? Name { get; init; }

    public SubscriberStatus Status { get; init; }

    public Cadence Cadence { get; init; }

    /// <summary>The days on which an edition is due (<see cref="CadenceDays"/>).</summary>
    public int Days { get; init; }

    public int? SendHour { get; init; }

    public string? TimeZone { get; init; }

    /// <summary>A <see cref="TopicList"/>.</summary>
    public string Topics { get; init; } = TopicList.Everything;

    /// <summary>The muted topics, written as a <see cref="TopicList"/>.</summary>
    public string Muted { get; init; } = TopicList.None;

    public MessageFormat Format { get; init; }

    /// <summary>BCP 47 tag; null: none was chosen.</summary>
    public string? Language { get; init; }

    public long? PausedUntil { get; init; }

    /// <summary>Until when the appeal rests for them; null: it never did.</summary>
    public long? AppealRestUntil { get; init; }

    /// <summary>Editions that came to them since the one with the appeal; null: none had it.</summary>
    public long? AppealAgo { get; init; }

    /// <summary>The number up to which stories were offered.</summary>
    public long Position { get; init; }

    public long CreatedAt { get; init; }

    public long? ConfirmedAt { get; init; }

    public long? RemindedAt { get; init; }

    public long? UnsubscribedAt { get; init; }

    public Choices Choices => new(Cadence, Cadence == Cadence.Weekly ? CadenceDays.First(Days) : DayOfWeek.Sunday, SendHour, TimeZone, TopicList.Read(Topics))
    {
        ChosenDays = Cadence == Cadence.ChosenDays ? CadenceDays.Days(Days) : [],
        Muted = TopicList.Read(Muted),
        Format = Format,
        Language = Language,
    };

    /// <summary>Whether the appeal rests for them now.</summary>
    public bool AppealRests(TimeProvider clock) => AppealRestUntil > clock.Milliseconds();

    public bool IsPaused(TimeProvider clock) => PausedUntil > clock.Milliseconds();
}
