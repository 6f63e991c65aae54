using Digest.Stories.Reading;

namespace Digest.Stories.Pages;

/// <summary>A story as its page shows it, found by its headline: what stands between that and the next story's.</summary>
internal sealed record VisibleStory
{
    private const int Before = 3;
    private const int LeastLetters = 40;
    private const int LeastIdeographs = 15;
    private const int Longest = 600;

    public static readonly VisibleStory Nothing = new();

    public string? Headline { get; private init; }

    /// <summary>The dek, or the first paragraph.</summary>
    public string? Opening { get; private init; }

    /// <summary>As written, each by itself.</summary>
    public IReadOnlyList<string> Authors { get; private init; } = [];

    public IReadOnlyList<HtmlPicture> Pictures { get; private init; } = [];

    /// <summary>An address, as written.</summary>
    public string? LicenceLink { get; private init; }

    /// <summary>What a sentence names.</summary>
    public string? Licence { get; private init; }

    /// <summary>Finds the story.</summary>
    /// <param name="blocks">What the page shows.</param>
    /// <param name="titles">What the page's head calls it, the best first.</param>
    public static VisibleStory Of(IReadOnlyList<PageBlock> blocks, IReadOnlyList<string> titles)
    {
        if (Headlines.Find(blocks, titles) is not { } head)
            return Nothing;
        var end = End(blocks, head);
        var body = blocks.Skip(head + 1).Take(end - head - 1).ToList();
        var above = blocks.Take(head).Where((block, at) => block.Article == blocks[head].Article && (head - at <= Before || block.Article > 0)).ToList();
        return new VisibleStory
        {
            Headline = blocks[head].Text,
            Opening = First(body),
            Authors = Writers(body) is { Count: > 0 } below ? below : Writers(above),
            Pictures = [.. Photos(above), .. Photos(body)],
            LicenceLink = body.Concat(blocks.Skip(end)).FirstOrDefault(block => block.Kind is PageBlockKind.Licence)?.Text,
            Licence = body.Where(block => block.Kind is PageBlockKind.Text).Select(block => PageLicences.Named(block.Text)).OfType<string>().FirstOrDefault(),
        };
    }

    /// <summary>Another article, or a headline that leads elsewhere, begins what is no longer the story.</summary>
    private static int End(IReadOnlyList<PageBlock> blocks, int head)
    {
        for (var at = head + 1; at < blocks.Count; at++)
        {
            var block = blocks[at];
            if (block.Kind is PageBlockKind.Heading && (block.IsLink || block.Level == 1 || (block.Article != blocks[head].Article && block.Article != 0)))
                return at;
        }
        return blocks.Count;
    }

    /// <summary>Its pictures. A line below one that ends in a credit is its caption, whatever the markup calls it.</summary>
    private static IEnumerable<HtmlPicture> Photos(List<PageBlock> blocks) => blocks.Select((block, at) =>
        block.Picture is { Caption: null, Credit: null } bare && blocks.ElementAtOrDefault(at + 1) is { Kind: PageBlockKind.Text } below && PictureWords.Split(below.Text, credit: null) is { Credit: not null }
            ? bare with { Caption = below.Text }
            : block.Picture).OfType<HtmlPicture>();

    private static string? First(List<PageBlock> body)
    {
        var found = body.Find(block => block.IsDek && block.Kind is PageBlockKind.Text or PageBlockKind.Heading && IsSentence(block))
            ?? body.Take(2).FirstOrDefault(block => block.Kind is PageBlockKind.Heading && IsSentence(block))
            ?? body.Find(block => block.Kind is PageBlockKind.Text && IsSentence(block));
        return found is null ? null : PlainText.Shorten(found.Text, Longest);
    }

    private static bool IsSentence(PageBlock block)
    {
        if (block.IsLink || PageAuthors.IsByline(block.Text) || PageLicences.Named(block.Text) is not null || PictureWords.Split(block.Text, credit: null).Credit is not null)
            return false;
        var letters = block.Text.Count(char.IsLetter);
        return letters >= LeastLetters || (block.IsDek && letters >= LeastLetters / 4) || block.Text.Count(one => one >= '\u3040') >= LeastIdeographs;
    }

    /// <summary>The first who are named, and those right beside them.</summary>
    private static List<string> Writers(List<PageBlock> body)
    {
        var first = body.FindIndex(block => block is { Kind: PageBlockKind.Author, IsLink: false });
        if (first < 0)
            first = body.FindIndex(block => block.Kind is PageBlockKind.Author);
        if (first < 0)
        {
            var line = body.Find(block => block.Kind is PageBlockKind.Byline) ?? body.Take(6).FirstOrDefault(block => block.Kind is PageBlockKind.Text && PageAuthors.IsByline(block.Text));
            return line is null ? [] : [line.Text];
        }
        var isLink = body[first].IsLink;
        return [.. body.Skip(first).TakeWhile(block => block.Kind is PageBlockKind.Author or PageBlockKind.Byline).Where(block => block.Kind is PageBlockKind.Author && block.IsLink == isLink).Select(block => block.Text).Distinct()];
    }
}
