using Markdig.Helpers;
using Markdig.Syntax.Inlines;

namespace Digest.Rendering;

/// <summary>Collects the words of a paragraph: cleaned, neighbours that look alike as one, without spaces at the ends of lines.</summary>
internal sealed class MarkdownRuns
{
    private readonly List<MarkdownRun> runs = [];

    /// <summary>The words of a paragraph or heading; none where it shows nothing.</summary>
    public static IReadOnlyList<MarkdownRun> Of(ContainerInline? inlines, bool isStrong = false)
    {
        var words = new MarkdownRuns();
        if (inlines is not null)
            words.Read(inlines, new MarkdownRun("", isStrong));
        return words.Trimmed();
    }

    /// <summary>Lines that are shown as they are.</summary>
    public static IReadOnlyList<MarkdownRun> Of(StringLineGroup lines)
    {
        var words = new MarkdownRuns();
        foreach (var line in lines.ToString().Split('\n'))
        {
            words.Add(new MarkdownRun(line));
            words.EndLine();
        }
        return words.Trimmed();
    }

    private void Read(ContainerInline container, MarkdownRun like)
    {
        foreach (var inline in container)
        {
            switch (inline)
            {
                case LiteralInline literal:
                    Add(like with { Text = literal.Content.ToString() });
                    break;
                case HtmlEntityInline entity:
                    Add(like with { Text = entity.Transcoded.ToString() });
                    break;
                case CodeInline code:
                    Add(like with { Text = code.Content });
                    break;
                case AutolinkInline address:
                    ReadAddress(address.Url, like with { Link = like.Link ?? PlainText.Link(address.IsEmail ? $"mailto:{address.Url}" : address.Url) });
                    break;
                case LinkInline link:
                    ReadLink(link, like);
                    break;
                case EmphasisInline emphasis:
                    Read(emphasis, emphasis.DelimiterCount > 1 ? like with { IsStrong = true } : like with { IsEmphasised = true });
                    break;
                case ContainerInline other:
                    Read(other, like);
                    break;
                case LineBreakInline:
                    EndLine();
                    break;
            }
        }
    }

    private void ReadLink(LinkInline link, MarkdownRun like)
    {
        var before = runs.Count;
        // An address that is no link leaves its words; a picture leaves what it shows, in words.
        var address = link.IsImage ? null : PlainText.Link(link.Url);
        Read(link, like with { Link = like.Link ?? address });
        if (runs.Count == before && address is not null)
            ReadAddress(address, like with { Link = like.Link ?? address });
    }

    private void ReadAddress(string address, MarkdownRun like) => Add(like with { Text = address });

    private void Add(MarkdownRun run)
    {
        var text = PlainText.Characters(run.Text);
        if (text.Length == 0)
            return;
        if (runs is [.., var last] && last.Text != MarkdownRun.LineEnd && last.LooksAs(run))
            runs[^1] = last with { Text = last.Text + text };
        else
            runs.Add(run with { Text = text });
    }

    private void EndLine() => runs.Add(new MarkdownRun(MarkdownRun.LineEnd));

    // A paragraph of breaks and spaces shows nothing, and none begins or ends with them.
    private IReadOnlyList<MarkdownRun> Trimmed()
    {
        var first = runs.FindIndex(run => !string.IsNullOrWhiteSpace(run.Text));
        return first < 0 ? [] : [.. runs.Skip(first).Take(runs.FindLastIndex(run => !string.IsNullOrWhiteSpace(run.Text)) - first + 1)];
    }
}
