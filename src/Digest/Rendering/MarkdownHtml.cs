using System.Globalization;
using System.Text;

namespace Digest.Rendering;

/// <summary>Writes Markdown for mail: every element with its own style and the classes that turn dark.</summary>
/// <param name="look">The message's.</param>
/// <param name="style">How words are set.</param>
internal sealed class MarkdownHtml(MessageLook look, string style)
{
    private const int Between = 8, BetweenItems = 4;
    private readonly StringBuilder html = new();

    public string Write(IReadOnlyList<MarkdownBlock> blocks)
    {
        WriteAll(blocks, 0);
        return html.ToString();
    }

    private void WriteAll(IReadOnlyList<MarkdownBlock> blocks, int above)
    {
        foreach (var block in blocks)
        {
            WriteBlock(block, above);
            above = Between;
        }
    }

    private void WriteBlock(MarkdownBlock block, int above)
    {
        switch (block)
        {
            case MarkdownParagraph paragraph:
                Append($"<p class=\"ink\" style=\"margin:{above}px 0 0;{style}\">");
                WriteRuns(paragraph.Runs);
                Append($"</p>\n");
                break;
            case MarkdownQuotation quotation:
                Append($"<blockquote class=\"mark\" style=\"margin:{above}px 0 0;padding:0;padding-{look.Start}:14px;border-{look.Start}:3px solid {look.Palette.Accent};\">\n");
                WriteAll(quotation.Blocks, 0);
                Append($"</blockquote>\n");
                break;
            case MarkdownRule:
                Append($"<hr class=\"rule\" style=\"margin:{above}px 0 0;border:0;border-top:1px solid {MessageLook.Line};\">\n");
                break;
            case MarkdownList list:
                WriteList(list, above);
                break;
        }
    }

    private void WriteList(MarkdownList list, int above)
    {
        var name = list.First is null ? "ul" : "ol";
        var start = list.First is { } first and not 1 ? string.Create(CultureInfo.InvariantCulture, $" start=\"{first}\"") : "";
        Append($"<{name}{start} class=\"ink\" style=\"margin:{above}px 0 0;padding:0;padding-{look.Start}:24px;{style}\">\n");
        for (var index = 0; index < list.Items.Count; index++)
        {
            Append($"<li style=\"margin:{(index == 0 ? 0 : BetweenItems)}px 0 0;\">");
            var blocks = list.Items[index];
            var isInline = blocks[0] is MarkdownParagraph;
            if (blocks[0] is MarkdownParagraph paragraph)
                WriteRuns(paragraph.Runs);
            WriteAll([.. blocks.Skip(isInline ? 1 : 0)], isInline ? BetweenItems : 0);
            Append($"</li>\n");
        }
        Append($"</{name}>\n");
    }

    private void WriteRuns(IReadOnlyList<MarkdownRun> runs)
    {
        string? link = null;
        foreach (var run in runs)
        {
            // A line ends inside a link, too.
            if (run.Text == MarkdownRun.LineEnd)
            {
                html.Append("<br>");
                continue;
            }
            if (run.Link != link)
            {
                if (link is not null)
                    html.Append("</a>");
                if (run.Link is not null)
                    Append($"<a class=\"link\" href=\"{PlainText.Html(run.Link)}\" style=\"color:{look.Palette.Accent};text-decoration:underline;\">");
                link = run.Link;
            }
            Append($"{(run.IsStrong ? "<strong>" : "")}{(run.IsEmphasised ? "<em>" : "")}{PlainText.Html(run.Text)}{(run.IsEmphasised ? "</em>" : "")}{(run.IsStrong ? "</strong>" : "")}");
        }
        if (link is not null)
            html.Append("</a>");
    }

    private void Append(FormattableString text) => html.Append(text.ToString(CultureInfo.InvariantCulture));
}
