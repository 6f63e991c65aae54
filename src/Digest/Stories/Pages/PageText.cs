using System.Text;
using Digest.Stories.Reading;

namespace Digest.Stories.Pages;

/// <summary>Gathers a page's blocks while <see cref="VisibleReader"/> reads.</summary>
internal sealed class PageText
{
    private const int MostBlocks = 2000;
    private const int LongestName = 300;
    private readonly List<PageBlock> blocks = [];
    private readonly Dictionary<OpenPart, StringBuilder> parts = [];
    private readonly StringBuilder line = new();
    private HtmlPicture? picture;
    private (string? Caption, string? Credit) waiting;
    private bool isFigureOpen;
    private int linked;

    /// <summary>No story is longer; what follows is not asked for.</summary>
    public bool IsFull => blocks.Count >= MostBlocks;

    public bool IsIn(OpenPart part) => parts.ContainsKey(part);

    public void Append(string characters, OpenElement inside)
    {
        if (parts.TryGetValue(OpenPart.Credit, out var credit))
        {
            credit.Append(characters);
            return;
        }
        if (parts.TryGetValue(OpenPart.Caption, out var caption))
        {
            caption.Append(characters);
            return;
        }
        var isName = false;
        foreach (var (part, gathered) in parts)
        {
            if (part is OpenPart.Figure)
                continue;
            gathered.Append(characters);
            isName |= part is OpenPart.Author or OpenPart.Byline;
        }
        // A figure's own text is no paragraph.
        if (isName || inside.IsInFigure)
            return;
        line.Append(characters);
        linked += inside.IsLink ? characters.Length : 0;
    }

    public void Open(OpenPart part)
    {
        if (part is OpenPart.Figure)
            (picture, waiting, isFigureOpen) = (null, default, true);
        parts.TryAdd(part, new StringBuilder());
    }

    public void Close(OpenPart part, OpenElement inside)
    {
        if (!parts.Remove(part, out var gathered))
            return;
        var said = gathered.Length > 4000 ? null : PlainText.CleanLine(gathered.ToString());
        switch (part)
        {
            case OpenPart.Caption:
                Say((said, waiting.Credit));
                break;
            case OpenPart.Credit:
                Say((waiting.Caption, said));
                break;
            case OpenPart.Figure:
                (picture, waiting, isFigureOpen) = (null, default, false);
                break;
            case OpenPart.Name when said is not null && parts.TryGetValue(OpenPart.Author, out var author):
                // The name is all of the author: what stands around it is not.
                author.Clear();
                Add(new PageBlock(PageBlockKind.Author, said) { Article = inside.Article });
                break;
            case OpenPart.Author or OpenPart.Profile when said?.Length <= LongestName:
                Add(new PageBlock(PageBlockKind.Author, said) { Article = inside.Article, IsLink = part is OpenPart.Profile });
                break;
            case OpenPart.Byline when said?.Length <= LongestName:
                Add(new PageBlock(PageBlockKind.Byline, said) { Article = inside.Article });
                break;
        }
    }

    public void Break(OpenElement inside)
    {
        foreach (var gathered in parts.Values)
            gathered.Append(' ');
        if (line.Length == 0)
            return;
        var length = line.Length;
        var said = PlainText.CleanLine(line.ToString());
        if (said is not null && inside is { Heading: > 0 })
            Add(new PageBlock(PageBlockKind.Heading, said) { Level = inside.Heading, Article = inside.Article, IsDek = inside.IsDek, IsLink = linked * 2 > length });
        else if (said is not null)
            Add(new PageBlock(PageBlockKind.Text, said) { Article = inside.Article, IsDek = inside.IsDek, IsLink = linked * 2 > length });
        line.Clear();
        linked = 0;
    }

    public void Picture(HtmlPicture found, OpenElement inside)
    {
        // A figure is one picture, however many sizes of it are in there.
        if (isFigureOpen && picture is not null)
            return;
        found.Caption = waiting.Caption;
        found.Credit = waiting.Credit;
        picture = found;
        waiting = default;
        Add(new PageBlock(PageBlockKind.Picture, found.Source) { Picture = found, Article = inside.Article });
    }

    public void Licence(string address, OpenElement inside) => Add(new PageBlock(PageBlockKind.Licence, address) { Article = inside.Article });

    public IReadOnlyList<PageBlock> Finish()
    {
        Break(default);
        return blocks;
    }

    private void Say((string? Caption, string? Credit) said)
    {
        waiting = said;
        if (picture is null)
            return;
        picture.Caption = said.Caption ?? picture.Caption;
        picture.Credit = said.Credit ?? picture.Credit;
    }

    private void Add(PageBlock block) => blocks.Add(block);
}
