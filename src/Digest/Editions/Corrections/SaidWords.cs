using Digest.Stories;

namespace Digest.Editions.Corrections;

/// <summary>What a story says in one of its versions.</summary>
/// <param name="Headline">The headline.</param>
/// <param name="Dek">The dek.</param>
/// <param name="Text">The text.</param>
public sealed record SaidWords(string Headline, string? Dek, string? Text)
{
    public static SaidWords Of(Story story) => new(story.Headline, story.Dek, story.Text);

    public static SaidWords Of(StoryVersion version) => new(version.Headline, version.Dek, version.Text);

    /// <summary>What a version said; of one that is not kept any more, the next that is.</summary>
    public static SaidWords Of(Story story, IEnumerable<StoryVersion> earlier, int version) =>
        earlier.FirstOrDefault(one => one.Number >= version) is { } kept && version < story.Version ? Of(kept) : Of(story);
}
