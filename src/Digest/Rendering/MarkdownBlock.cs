namespace Digest.Rendering;

/// <summary>What a text in Markdown is made of.</summary>
internal abstract record MarkdownBlock;

/// <summary>Words in lines.</summary>
internal sealed record MarkdownParagraph(IReadOnlyList<MarkdownRun> Runs) : MarkdownBlock;

/// <summary>Words after signs or numbers.</summary>
/// <param name="Items">Each item's blocks.</param>
/// <param name="First">The number of the first item; null: the items have no numbers.</param>
internal sealed record MarkdownList(IReadOnlyList<IReadOnlyList<MarkdownBlock>> Items, int? First) : MarkdownBlock;

/// <summary>What somebody else said.</summary>
internal sealed record MarkdownQuotation(IReadOnlyList<MarkdownBlock> Blocks) : MarkdownBlock;

/// <summary>A line across.</summary>
internal sealed record MarkdownRule : MarkdownBlock;

/// <summary>Words that look alike. Of plain characters; a line feed ends the line.</summary>
internal sealed record MarkdownRun(string Text, bool IsStrong = false, bool IsEmphasised = false, string? Link = null)
{
    public const string LineEnd = "\n";

    public bool LooksAs(MarkdownRun other) => (IsStrong, IsEmphasised, Link) == (other.IsStrong, other.IsEmphasised, other.Link);
}
