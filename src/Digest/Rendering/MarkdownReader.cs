using Markdig;
using Markdig.Extensions.AutoLinks;
using Markdig.Parsers;
using Markdig.Syntax;

namespace Digest.Rendering;

/// <summary>Reads Markdown into blocks of plain characters: the only place, with <see cref="MarkdownRuns"/>, that knows the parser.</summary>
internal static class MarkdownReader
{
    /// <summary>Lists and quotations inside each other; what is deeper stands at the deepest.</summary>
    private const int Deepest = 3;

    // No text that somebody meant is nested like this; the parser refuses it, and it is shown as it was written.
    private const int DeepestParsed = 64;

    private static readonly MarkdownPipeline Pipeline = Create();

    public static IReadOnlyList<MarkdownBlock> Read(string source)
    {
        try
        {
            return Blocks(Markdown.Parse(source, Pipeline), 0);
        }
        catch (ArgumentException)
        {
            return [.. PlainText.Paragraphs(source).Select(line => new MarkdownParagraph([new MarkdownRun(line)]))];
        }
    }

    private static MarkdownPipeline Create()
    {
        var builder = new MarkdownPipelineBuilder { MaximumNestingDepth = DeepestParsed };
        // Whoever indents a paragraph does not mean a program.
        builder.BlockParsers.TryRemove<IndentedCodeBlockParser>();
        return builder.DisableHtml().UseAutoLinks(new AutoLinkOptions { UseHttpsForWWWLinks = true }).Build();
    }

    private static List<MarkdownBlock> Blocks(ContainerBlock container, int depth) => [.. container.SelectMany(block => Block(block, depth))];

    private static IReadOnlyList<MarkdownBlock> Block(Block block, int depth) => block switch
    {
        ListBlock list when depth < Deepest => Some(new MarkdownList([.. list.OfType<ListItemBlock>().Select(item => Blocks(item, depth + 1)).Where(item => item.Count > 0)], First(list))),
        QuoteBlock quote when depth < Deepest => Some(new MarkdownQuotation(Blocks(quote, depth + 1))),
        LinkReferenceDefinitionGroup => [],
        ContainerBlock container => Blocks(container, depth),
        HeadingBlock heading => Some(new MarkdownParagraph(MarkdownRuns.Of(heading.Inline, isStrong: true))),
        ThematicBreakBlock => [new MarkdownRule()],
        CodeBlock code => Some(new MarkdownParagraph(MarkdownRuns.Of(code.Lines))),
        LeafBlock leaf => Some(new MarkdownParagraph(MarkdownRuns.Of(leaf.Inline))),
        _ => [],
    };

    // Mail programs number from what they are told; a number of nine digits is no place in a list.
    private static int? First(ListBlock list) => !list.IsOrdered ? null : int.TryParse(list.OrderedStart, out var first) && first < 10_000 ? first : 1;

    private static IReadOnlyList<MarkdownBlock> Some(MarkdownBlock block) => block switch
    {
        MarkdownParagraph { Runs.Count: 0 } or MarkdownList { Items.Count: 0 } or MarkdownQuotation { Blocks.Count: 0 } => [],
        _ => [block],
    };
}
