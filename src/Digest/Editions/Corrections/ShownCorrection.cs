using Digest.Stories;

namespace Digest.Editions.Corrections;

/// <summary>A correction as its page shows it.</summary>
/// <param name="Correction">The correction.</param>
/// <param name="Story">Its story, as it is now.</param>
/// <param name="Earlier">What that said before.</param>
/// <param name="Cases">What was said in each of the versions that it is about.</param>
/// <param name="Readers">How many got which version; of one that stands again, how many of them had heard that it was withdrawn.</param>
public sealed record ShownCorrection(Correction Correction, Story Story, IReadOnlyList<StoryVersion> Earlier, IReadOnlyList<CorrectionCase> Cases, IReadOnlyList<VersionReaders> Readers)
{
    private const int WordsAround = 12;
    private const int MostWords = 400;

    /// <summary>How many readers have been told.</summary>
    public int Carried { get; init; }

    /// <summary>How many are still to be told.</summary>
    public int Owed { get; init; }

    /// <summary>What happened to it, the earliest first.</summary>
    public IReadOnlyList<CorrectionEvent> Events { get; init; } = [];

    /// <summary>Readers who got a version that it is about.</summary>
    public int Concerned => Cases.Sum(one => ReadersOf(one.Version));

    /// <summary>The cases that somebody has; where nobody has any, the latest.</summary>
    public IReadOnlyList<CorrectionCase> ToTell => Cases.Where(one => ReadersOf(one.Version) > 0).ToList() is { Count: > 0 } some ? some : [.. Cases.TakeLast(1)];

    /// <summary>How many got a version, in an edition or as a correction.</summary>
    public int ReadersOf(int version) => Readers.Where(one => one.Version == version).Sum(one => one.Readers);

    /// <summary>What changed since a version: headline, dek and text, those that did.</summary>
    public IReadOnlyList<(string Part, IReadOnlyList<DifferencePart> Words)> DifferencesSince(int version)
    {
        var before = SaidWords.Of(Story, Earlier, version);
        var now = Correction.Kind is CorrectionKind.Removed or CorrectionKind.Restored ? SaidWords.Of(Story) : SaidWords.Of(Story, Earlier, Math.Max(Correction.Below, version));
        return [.. new[] { ("Headline", before.Headline, now.Headline), ("Dek", before.Dek, now.Dek), ("Text", before.Text, now.Text) }
            .Where(part => !WordDifference.IsTiny(part.Item2, part.Item3))
            .Select(part => (part.Item1, WordDifference.Near(WordDifference.Of(part.Item2, part.Item3), WordsAround, MostWords)))];
    }
}

/// <summary>That something happened to a correction.</summary>
public sealed record CorrectionEvent
{
    public long CorrectionId { get; init; }

    public long At { get; init; }

    public CorrectionDeed What { get; init; }

    /// <summary>Null: by itself.</summary>
    public string? ByAdmin { get; init; }
}
