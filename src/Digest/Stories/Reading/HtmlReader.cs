using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using AngleSharp.Text;

namespace Digest.Stories.Reading;

/// <summary>
/// Reads the text and the pictures out of HTML, token by token. No tree is built: a tree of hostile markup can grow with the
/// square of its length, and only text, paragraphs, pictures and captions are wanted.
/// </summary>
internal sealed partial class HtmlReader : IDisposable
{
    private const int Longest = 2_000_000;

    private static readonly FrozenSet<string> Blocks = new[]
    {
        "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figure",
        "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "li", "main", "menu", "nav", "ol", "p", "pre",
        "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul", "figcaption",
    }.ToFrozenSet(StringComparer.Ordinal);

    // What object, applet and iframe hold is meant for readers who do not see them, as nobody in a mail does; it is kept.
    private static readonly FrozenSet<string> Hidden = new[]
    {
        "audio", "button", "canvas", "datalist", "head", "math", "noscript", "select", "svg", "template", "textarea", "title", "video",
    }.ToFrozenSet(StringComparer.Ordinal);

    private readonly HtmlTokenizer tokenizer;
    private readonly string html;
    private readonly HtmlText text = new();
    private readonly Dictionary<string, int> lastEnds = new(StringComparer.Ordinal);
    private string? hidden;
    private int hiddenDepth;

    private HtmlReader(string html)
    {
        this.html = html;
        tokenizer = new HtmlTokenizer(new TextSource(html), HtmlEntityProvider.Resolver) { SkipComments = true };
    }

    public static HtmlContent Read(string? html)
    {
        if (string.IsNullOrWhiteSpace(html))
            return HtmlContent.Nothing;
        if (!html.AsSpan().ContainsAny('<', '&'))
            return PlainText.Clean(html) is { } plain ? new HtmlContent([new HtmlParagraph(plain, [])], []) : HtmlContent.Nothing;
        using var reader = new HtmlReader(Mended(html.Length > Longest ? html[..Longest] : html));
        reader.Read();
        return reader.text.Finish();
    }

    private void Read()
    {
        for (var token = tokenizer.Get(); token.Type != HtmlTokenType.EndOfFile; token = tokenizer.Get())
        {
            if (token is HtmlTagToken tag)
                Tag(tag, tag.Name.ToLowerInvariant());
            else if (token.Type == HtmlTokenType.Character && hidden is null)
                text.Append(token.Data);
        }
    }

    public void Dispose() => tokenizer.Dispose();

    private void Tag(HtmlTagToken tag, string name)
    {
        var isStart = tag.Type == HtmlTokenType.StartTag;
        if (isStart && name is "script" or "style" or "xmp")
        {
            tokenizer.State = name == "script" ? HtmlParseMode.Script : HtmlParseMode.Rawtext;
            Hide(name);
            return;
        }
        if (hidden is not null)
        {
            Inside(tag, name, isStart);
            return;
        }
        if (isStart && Hidden.Contains(name) && !tag.IsSelfClosing && IsClosedLater(name))
            Hide(name);
        else if (isStart)
            Start(tag, name);
        else
            End(name);
    }

    private void Start(HtmlTagToken tag, string name)
    {
        if (name == "br")
            text.BreakLine();
        else if (Blocks.Contains(name))
            text.BreakParagraph();
        else if (name is "td" or "th")
            text.Append(" ");
        if (name == "img")
            Picture(tag);
        else if (name == "a" && Value(tag, "href") is { } link)
            text.Link(link);
        else if (name == "figcaption" || (name == "p" && HasClass(tag, "wp-caption-text")))
            text.StartCaption(name);
        else if (text.IsInCaption && (name is "cite" or "small" || HasClass(tag, "credit")))
            text.StartCredit(name);
    }

    private void End(string name)
    {
        text.EndCredit(name);
        text.EndCaption(name);
        if (Blocks.Contains(name))
            text.BreakParagraph();
        if (name == "figure")
            text.EndFigure();
    }

    private void Hide(string name)
    {
        hidden = name;
        hiddenDepth = 1;
    }

    private void Inside(HtmlTagToken tag, string name, bool isStart)
    {
        // Pages that load pictures late put the real one here.
        if (hidden == "noscript" && isStart && name == "img")
            Picture(tag);
        if (name != hidden)
            return;
        hiddenDepth += isStart ? 1 : -1;
        if (hiddenDepth == 0)
            hidden = null;
    }

    /// <summary>An element that is never closed would hide all the rest.</summary>
    private bool IsClosedLater(string name)
    {
        if (!lastEnds.TryGetValue(name, out var last))
            lastEnds[name] = last = html.LastIndexOf("</" + name, StringComparison.OrdinalIgnoreCase);
        return last >= tokenizer.Position - 1;
    }

    private void Picture(HtmlTagToken tag)
    {
        var source = Real(Value(tag, "src")) ?? Real(Value(tag, "data-src")) ?? Real(Value(tag, "data-lazy-src")) ?? Real(Value(tag, "srcset")?.Split([' ', ','], 2)[0]);
        var width = Pixels(Value(tag, "width"));
        var height = Pixels(Value(tag, "height"));
        // Counters and icons
        if (source is not null && !(width < 32) && !(height < 32))
            text.Picture(new HtmlPicture(source, PlainText.Remark(Value(tag, "alt")), width, height));
    }

    private static string? Real(string? source) =>
        string.IsNullOrWhiteSpace(source) || source.TrimStart().StartsWith("data:", StringComparison.OrdinalIgnoreCase) ? null : source;

    private static string? Value(HtmlTagToken tag, string name)
    {
        foreach (var attribute in tag.Attributes)
        {
            if (attribute.Name == name)
                return attribute.Value;
        }
        return null;
    }

    private static bool HasClass(HtmlTagToken tag, string part) => Value(tag, "class")?.Contains(part, StringComparison.OrdinalIgnoreCase) == true;

    public static int? Pixels(string? written) =>
        int.TryParse(written?.Trim().Replace("px", "", StringComparison.OrdinalIgnoreCase), NumberStyles.None, CultureInfo.InvariantCulture, out var pixels) && pixels is > 0 and < 100_000 ? pixels : null;

    /// <summary>Without what would make a browser swallow text that its author wanted to be seen.</summary>
    private static string Mended(string html)
    {
        if (!html.Contains("<!", StringComparison.Ordinal))
            return html;
        // A CDATA section that was escaped along with what is in it
        if (html.Contains("<![CDATA[", StringComparison.Ordinal))
            html = html.Replace("<![CDATA[", "", StringComparison.Ordinal).Replace("]]>", "", StringComparison.Ordinal).Replace("]]&gt;", "", StringComparison.Ordinal);
        html = NoDeclaration().Replace(WithoutOpenComments(html), "&lt;!");
        var last = html.LastIndexOf("<!", StringComparison.Ordinal);
        return last >= 0 && html.IndexOf('>', last) < 0 ? html[..last] + "&lt;" + html[(last + 1)..] : html;
    }

    [GeneratedRegex("<!(?![A-Za-z\\[-])", RegexOptions.None, 1000)]
    private static partial Regex NoDeclaration();

    /// <summary>A comment that is never closed ends at the first bracket, as old browsers had it, rather than swallow the story.</summary>
    private static string WithoutOpenComments(string html)
    {
        var from = 0;
        while (html.IndexOf("<!--", from, StringComparison.Ordinal) is var open and >= 0)
        {
            var close = html.IndexOf("-->", open + 2, StringComparison.Ordinal);
            if (close >= 0)
            {
                from = close + 3;
                continue;
            }
            var rest = html[open..].Split("<!--", StringSplitOptions.RemoveEmptyEntries);
            return html[..open] + string.Concat(rest.Select(part => part[(part.IndexOf('>', StringComparison.Ordinal) is var end and >= 0 ? end + 1 : part.Length)..]));
        }
        return html;
    }
}
