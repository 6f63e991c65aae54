using System.Text.Json;
using Digest.Subscribers;

namespace Digest.Editions.Specials;

/// <summary>An edition that an editor makes out of stories they pick, as a row of <c>specials</c>.</summary>
public sealed record SpecialEdition
{
    public long Id { get; init; }

    /// <summary>The edition that it became; null until it is closed.</summary>
    public long? EditionId { get; init; }

    public SpecialState State { get; init; }

    /// <summary>Why it did not go at its time, in a sentence without its end.</summary>
    public string? HeldBecause { get; init; }

    /// <summary>When it goes or was to go; null: nobody has said.</summary>
    public long? SendAt { get; init; }

    /// <summary>Who said so.</summary>
    public string? ScheduledBy { get; init; }

    /// <summary>JSON; see <see cref="StoryIds"/>.</summary>
    public string Stories { get; init; } = "[]";

    /// <summary>What inboxes show first; null: as the program finds it.</summary>
    public string? Subject { get; init; }

    /// <summary>The line beside it; null: as the program finds it.</summary>
    public string? Preheader { get; init; }

    /// <summary>Above the first story, in Markdown; null: none.</summary>
    public string? Note { get; init; }

    public SpecialAudience Audience { get; init; }

    /// <summary>JSON; see <see cref="AudienceTopics"/>.</summary>
    public string Topics { get; init; } = TopicList.None;

    /// <summary>Whether those get it, too, who follow no topic in particular and have not muted all of these.</summary>
    public bool WithOthers { get; init; }

    /// <summary>Counts all changes.</summary>
    public long Version { get; init; }

    /// <summary>Counts the changes of its words and readers.</summary>
    public long WordsVersion { get; init; }

    public long MadeAt { get; init; }

    public string MadeBy { get; init; } = "";

    public long ChangedAt { get; init; }

    public string ChangedBy { get; init; } = "";

    /// <summary>The ids of its stories, the first at the top.</summary>
    public IReadOnlyList<long> StoryIds => JsonSerializer.Deserialize<List<long>>(Stories) ?? [];

    /// <summary>Of which topics a reader follows one.</summary>
    public IReadOnlyList<string> AudienceTopics => TopicList.Read(Topics);

    /// <summary>The bits of the cadences that it goes to.</summary>
    public int Weekday => Audience is SpecialAudience.SpecialOnly ? Readership.SpecialOnly : Readership.Everybody;
}

/// <summary>Where a special edition stands.</summary>
public enum SpecialState
{
    /// <summary>It is being made, and goes nowhere.</summary>
    Draft,

    /// <summary>It goes at its time.</summary>
    Scheduled,

    /// <summary>Its time has come and it could not go: it waits for somebody.</summary>
    Held,

    /// <summary>It is an edition.</summary>
    Closed,
}

/// <summary>Who gets a special edition.</summary>
public enum SpecialAudience
{
    /// <summary>Every active reader, whatever their cadence.</summary>
    Everyone,

    /// <summary>Readers who follow one of some topics.</summary>
    Topics,

    /// <summary>Readers who want special editions only: the cadence "breaking".</summary>
    SpecialOnly,
}
