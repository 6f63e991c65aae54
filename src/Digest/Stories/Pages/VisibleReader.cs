using System.Collections.Frozen;
using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using AngleSharp.Text;
using Digest.Stories.Reading;

namespace Digest.Stories.Pages;

/// <summary>
/// Reads what a page shows, without what stands beside its story as far as the markup tells. Token by token, with a short list
/// of the elements that are open: no tree is built, which hostile markup could make grow with the square of its length.
/// </summary>
internal sealed class VisibleReader : IDisposable
{
    private const int Longest = 2_000_000;
    private const int Deepest = 256;

    private static readonly FrozenSet<string> Blocks = new[]
    {
        "address", "article", "aside", "blockquote", "body", "br", "center", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
        "header", "hgroup", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "th", "thead", "tr", "ul",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Void = new[] { "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr" }.ToFrozenSet(StringComparer.Ordinal);

    private readonly HtmlTokenizer tokenizer;
    private readonly string html;
    private readonly PageText text = new();
    private readonly List<OpenElement> open = [];
    private readonly Dictionary<string, int> lastEnds = new(StringComparer.Ordinal);
    private int articles;
    private string? raw;

    private readonly bool trustsNames;

    private VisibleReader(string html, bool trustsNames)
    {
        this.html = html;
        this.trustsNames = trustsNames;
        tokenizer = new HtmlTokenizer(new TextSource(html), HtmlEntityProvider.Resolver) { SkipComments = true };
    }

    /// <summary>Reads a page.</summary>
    /// <param name="html">As it came.</param>
    /// <param name="trustsNames">Whether class names tell what stands beside the story.</param>
    public static IReadOnlyList<PageBlock> Read(string html, bool trustsNames = true)
    {
        using var reader = new VisibleReader(html.Length > Longest ? html[..Longest] : html, trustsNames);
        reader.Read();
        return reader.text.Finish();
    }

    public void Dispose() => tokenizer.Dispose();

    private OpenElement Inside => open.Count == 0 ? default : open[^1];

    private void Read()
    {
        for (var token = tokenizer.Get(); token.Type != HtmlTokenType.EndOfFile && !text.IsFull; token = tokenizer.Get())
        {
            if (token is HtmlTagToken tag)
                Tag(tag, tag.Name.ToLowerInvariant());
            else if (token.Type == HtmlTokenType.Character && raw is null && !Inside.IsAside)
                text.Append(token.Data, Inside);
        }
    }

    private void Tag(HtmlTagToken tag, string name)
    {
        if (raw is not null)
        {
            if (tag.Type == HtmlTokenType.EndTag && name == raw)
                raw = null;
            return;
        }
        if (tag.Type == HtmlTokenType.EndTag)
        {
            End(name);
            return;
        }
        if (name is "script" or "style" or "xmp" or "textarea" or "title")
        {
            tokenizer.State = name switch { "script" => HtmlParseMode.Script, "textarea" or "title" => HtmlParseMode.RCData, _ => HtmlParseMode.Rawtext };
            raw = name;
            return;
        }
        Start(tag, name);
    }

    private void Start(HtmlTagToken tag, string name)
    {
        if (Blocks.Contains(name))
        {
            text.Break(Inside);
            // A paragraph, a list's item and a cell may end without saying so.
            if (open.Count > 0 && (Inside.Name == "p" || (Inside.Name == name && name is "li" or "dd" or "dt" or "td" or "th" or "tr")))
                End(Inside.Name);
        }
        if (name == "img")
        {
            if (!Inside.IsAside || Inside.IsNoScript)
                Picture(tag);
            return;
        }
        if (Void.Contains(name))
            return;
        var element = Element(tag, name);
        if (element.Begins is not OpenPart.None)
            text.Open(element.Begins);
        if (name == "a" && !element.IsAside && element.Begins is OpenPart.None && Value(tag, "href") is { } link && PageAuthors.IsProfile(link))
        {
            element = element with { Begins = OpenPart.Profile };
            text.Open(OpenPart.Profile);
        }
        if (name == "a" && Value(tag, "href") is { } target && !element.IsInFigure && (Has(tag, "rel", "license") || PageLicences.IsLicence(target)))
            text.Licence(target, element);
        if (!tag.IsSelfClosing || name is not ("svg" or "math"))
            Push(element);
    }

    private OpenElement Element(HtmlTagToken tag, string name)
    {
        var parent = Inside;
        var element = parent with { Name = name, Begins = OpenPart.None, IsLink = parent.IsLink || name == "a", IsNoScript = parent.IsNoScript };
        if (parent.IsAside)
            return element;
        var words = PageMarks.Words(Value(tag, "class"), Value(tag, "id"), Value(tag, "role"), Value(tag, "itemprop"));
        if (IsAside(tag, name, words))
            return element with { IsAside = true, IsNoScript = name == "noscript" };
        if (name == "article")
            element = element with { Article = ++articles };
        if (name is ['h', >= '1' and <= '6'])
            element = element with { Heading = name[1] - '0' };
        if (name == "figure")
            return element with { IsInFigure = true, Begins = OpenPart.Figure };
        if (!text.IsIn(OpenPart.Caption) && (name == "figcaption" || (PageMarks.IsCaption(words) && name is not ("table" or "caption"))))
            return element with { IsInFigure = true, Begins = OpenPart.Caption };
        if ((element.IsInFigure || text.IsIn(OpenPart.Caption)) && !text.IsIn(OpenPart.Credit) && (name is "cite" or "small" || PageMarks.IsCredit(words)))
            return element with { Begins = OpenPart.Credit };
        if (element.IsInFigure)
            return element;
        if (Has(tag, "rel", "author") || Has(tag, "itemprop", "author") || PageMarks.IsAuthor(words))
            return element with { Begins = OpenPart.Author };
        if (text.IsIn(OpenPart.Author) && Has(tag, "itemprop", "name"))
            return element with { Begins = OpenPart.Name };
        if (PageMarks.IsByline(words) && !text.IsIn(OpenPart.Byline))
            return element with { Begins = OpenPart.Byline };
        return element with { IsDek = element.IsDek || (element.Heading is 0 or > 1 && name is not ("main" or "body" or "html" or "article") && PageMarks.IsDek(words)) };
    }

    private bool IsAside(HtmlTagToken tag, string name, IReadOnlyList<string> words)
    {
        if (PageMarks.Aside.Contains(name))
            return IsClosedLater(name);
        if (name is "html" or "body" or "main" or "article" or "h1")
            return false;
        return Value(tag, "hidden") is not null || Value(tag, "aria-hidden") is "true" || (trustsNames && (Value(tag, "role") is "banner" || PageMarks.IsAside(words)));
    }

    private void End(string name)
    {
        if (name is "p" or "br" || Blocks.Contains(name))
            text.Break(Inside);
        var at = open.FindLastIndex(element => element.Name == name);
        if (at < 0)
            return;
        for (var last = open.Count - 1; last >= at; last--)
        {
            if (open[last].Begins is not OpenPart.None)
                text.Close(open[last].Begins, open[last]);
        }
        open.RemoveRange(at, open.Count - at);
    }

    private void Push(OpenElement element)
    {
        if (open.Count < Deepest)
            open.Add(element);
    }

    private void Picture(HtmlTagToken tag)
    {
        var source = Real(Value(tag, "src")) ?? Real(Value(tag, "data-src")) ?? Real(Value(tag, "data-lazy-src")) ?? Real(Value(tag, "data-original")) ?? Real(Value(tag, "srcset")?.Trim().Split([' ', ','], 2)[0]);
        var (width, height) = (HtmlReader.Pixels(Value(tag, "width")), HtmlReader.Pixels(Value(tag, "height")));
        if (source is null || width < 150 || height < 100 || text.IsIn(OpenPart.Author) || text.IsIn(OpenPart.Byline) || PageMarks.IsNoPhoto(PageMarks.Words(Value(tag, "class"), Value(tag, "id"), source.Split('?')[0].Split('/')[^1])))
            return;
        text.Picture(new HtmlPicture(source, PlainText.CleanLine(Value(tag, "alt")), width, height), Inside);
    }

    /// <summary>An element that is never closed would hide all the rest.</summary>
    private bool IsClosedLater(string name)
    {
        if (!lastEnds.TryGetValue(name, out var last))
            lastEnds[name] = last = html.LastIndexOf("</" + name, StringComparison.OrdinalIgnoreCase);
        return last >= tokenizer.Position - 1;
    }

    private static string? Real(string? source) => string.IsNullOrWhiteSpace(source) || source.TrimStart().StartsWith("data:", StringComparison.OrdinalIgnoreCase) ? null : source;

    private static bool Has(HtmlTagToken tag, string attribute, string word) =>
        Value(tag, attribute)?.Split([' ', '\t', '\n', '\r', '\f'], StringSplitOptions.RemoveEmptyEntries).Contains(word, StringComparer.OrdinalIgnoreCase) == true;

    private static string? Value(HtmlTagToken tag, string name)
    {
        foreach (var attribute in tag.Attributes)
        {
            if (attribute.Name == name)
                return attribute.Value;
        }
        return null;
    }
}
