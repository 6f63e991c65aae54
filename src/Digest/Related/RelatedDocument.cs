namespace Digest.Related;

/// <summary>What the index reads of a story.</summary>
/// <param name="Id">The story's id.</param>
/// <param name="Headline">Weighs most.</param>
/// <param name="Dek">The line below the headline, if there is one.</param>
/// <param name="Text">The body as plain text, if there is one.</param>
/// <param name="Published">When it appeared; null where that is not known.</param>
/// <param name="Link">The canonical link: two documents with the same one are the same story. Empty where there is none.</param>
public sealed record RelatedDocument(long Id, string Headline, string? Dek, string? Text, DateTimeOffset? Published, string Link);

/// <summary>A story about the same matter.</summary>
/// <param name="Id">The story's id.</param>
/// <param name="Score">How much it has in common with the story asked, 0 to 1.</param>
/// <param name="Words">The words that made it, strongest first, as people write them.</param>
public sealed record RelatedStory(long Id, double Score, IReadOnlyList<string> Words);

/// <summary>Which stories may stand beside the one that is asked about.</summary>
public enum RelatedDirection
{
    /// <summary>Stories that are not newer; what an edition offers.</summary>
    Earlier,

    /// <summary>Any story, before or after.</summary>
    Either,
}
