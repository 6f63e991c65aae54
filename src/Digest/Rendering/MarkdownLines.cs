using System.Globalization;
using System.Text;

namespace Digest.Rendering;

/// <summary>Writes Markdown as plain text: lists and quotations with their signs, a link's address behind its words.</summary>
internal static class MarkdownLines
{
    public static string Write(IReadOnlyList<MarkdownBlock> blocks) => string.Join('\n', Lines(blocks, TextLayout.Width));

    private static List<string> Lines(IReadOnlyList<MarkdownBlock> blocks, int most)
    {
        var lines = new List<string>();
        foreach (var block in blocks)
        {
            if (lines.Count > 0)
                lines.Add("");
            lines.AddRange(Lines(block, most));
        }
        return lines;
    }

    private static IEnumerable<string> Lines(MarkdownBlock block, int most) => block switch
    {
        MarkdownParagraph paragraph => Words(paragraph.Runs).Split('\n').SelectMany(line => TextLayout.Wrap(line, most: most).Split('\n')),
        MarkdownQuotation quotation => Lines(quotation.Blocks, most - 2).Select(line => $"> {line}"),
        MarkdownList list => list.Items.SelectMany((item, index) => Item(item, list.First is { } first ? string.Create(CultureInfo.InvariantCulture, $"{first + index}. ") : "- ", most)),
        _ => ["* * *"],
    };

    // What an item holds besides its words stands right below them.
    private static IEnumerable<string> Item(IReadOnlyList<MarkdownBlock> blocks, string sign, int most) =>
        blocks.SelectMany(block => Lines(block, most - sign.Length)).Select((line, index) => (index == 0 ? sign : new string(' ', sign.Length)) + line);

    private static string Words(IReadOnlyList<MarkdownRun> runs)
    {
        var words = new StringBuilder();
        for (var index = 0; index < runs.Count; index++)
        {
            words.Append(runs[index].Text);
            if (runs[index].Link is not { } link || NextLink(runs, index) == link)
                continue;
            var address = link.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? link["mailto:".Length..] : link;
            if (!words.ToString().EndsWith(address, StringComparison.Ordinal))
                words.Append(CultureInfo.InvariantCulture, $" ({address})");
        }
        return words.ToString();
    }

    private static string? NextLink(IReadOnlyList<MarkdownRun> runs, int index) =>
        runs.Skip(index + 1).FirstOrDefault(run => run.Text != MarkdownRun.LineEnd)?.Link;
}
