namespace Digest.Editions.Desk;

/// <summary>What editors said of an edition and holds for it.</summary>
public sealed record DeskWords
{
    /// <summary>Nobody said anything.</summary>
    public static DeskWords None { get; } = new();

    /// <summary>Of which kind the edition is.</summary>
    public EditionKind Kind { get; init; }

    public DeskLine? Subject { get; init; }

    public DeskLine? Preheader { get; init; }

    /// <summary>Markdown; null: none.</summary>
    public string? Note { get; init; }

    /// <summary>What stands at the top, in order.</summary>
    public IReadOnlyList<Placed> Order { get; init; } = [];

    /// <summary>Pictures by story.</summary>
    public IReadOnlyDictionary<long, DeskPicture> Pictures { get; init; } = new Dictionary<long, DeskPicture>();

    /// <summary>What stands beside stories, by story; an empty list: nothing.</summary>
    public IReadOnlyDictionary<long, IReadOnlyList<long>> Related { get; init; } = new Dictionary<long, IReadOnlyList<long>>();

    /// <summary>The words that hold, by what they are about: who speaks of it next says which one they have seen.</summary>
    public IReadOnlyDictionary<(DeskField What, long? Story), DeskEdit> Holding { get; init; } = new Dictionary<(DeskField, long?), DeskEdit>();

    /// <summary>The stories for which lines were written.</summary>
    public IReadOnlyList<long> LineStories => [.. new[] { Subject, Preheader }.OfType<DeskLine>().Select(line => line.Story).Distinct()];

    /// <summary>The same without the lines that were written for some stories: what these say now is not what the editor read.</summary>
    public DeskWords Without(IReadOnlyCollection<long> stories) => this with
    {
        Subject = Subject is { } subject && stories.Contains(subject.Story) ? null : Subject,
        Preheader = Preheader is { } preheader && stories.Contains(preheader.Story) ? null : Preheader,
    };

    /// <summary>The id of the word that holds; 0: there is none.</summary>
    public long Seen(DeskField what, long? story = null) => Holding.GetValueOrDefault((what, story))?.Id ?? 0;
}
