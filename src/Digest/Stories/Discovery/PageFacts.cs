using System.Text;
using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using AngleSharp.Text;
using Digest.Stories.Reading;

namespace Digest.Stories.Discovery;

/// <summary>
/// What stands in a page's head, and where its links lead. Read token by token, no tree is built: a tree of hostile markup can
/// grow with the square of its length.
/// </summary>
internal sealed class PageFacts
{
    private const int Longest = 2_000_000;
    private const int MostLinks = 3000;
    private const int MostData = 20;

    private readonly List<(string Name, string Content, string? Media)> metas = [];

    public string? Language { get; private set; }

    public string? Title { get; private set; }

    /// <summary>What <c>base</c> says; addresses of the page begin there.</summary>
    public string? Base { get; private set; }

    /// <summary>Its <c>link</c> elements.</summary>
    public List<PageLink> Links { get; } = [];

    /// <summary>Its <c>a</c> elements.</summary>
    public List<PageLink> Anchors { get; } = [];

    /// <summary>JSON-LD, as written.</summary>
    public List<string> Data { get; } = [];

    /// <summary>Whether there is anything of HTML in it.</summary>
    public bool IsHtml { get; private set; }

    /// <summary>Where the page sends browsers on to.</summary>
    public string? Refresh { get; private set; }

    /// <summary>The first <c>meta</c> of one of these names that says something, in the names' order.</summary>
    public string? Meta(params string[] names) => names
        .Select(name => metas.FirstOrDefault(meta => meta.Name == name).Content)
        .Select(PlainText.CleanLine).FirstOrDefault(content => content is not null);

    /// <summary>What every <c>meta</c> of a name says.</summary>
    public IEnumerable<string> Metas(string name) => metas.Where(meta => meta.Name == name).Select(meta => PlainText.CleanLine(meta.Content)).OfType<string>();

    /// <summary>The colour that the page asks browsers to take, in light if it tells light from dark.</summary>
    public string? ThemeColour =>
        metas.FirstOrDefault(meta => meta.Name == "theme-color" && meta.Media?.Contains("dark", StringComparison.OrdinalIgnoreCase) != true).Content
        ?? metas.FirstOrDefault(meta => meta.Name == "msapplication-tilecolor").Content;

    public static PageFacts Read(string html)
    {
        var facts = new PageFacts();
        using var tokenizer = new HtmlTokenizer(new TextSource(html.Length > Longest ? html[..Longest] : html), HtmlEntityProvider.Resolver) { SkipComments = true };
        StringBuilder? title = null;
        StringBuilder? data = null;
        for (var token = tokenizer.Get(); token.Type != HtmlTokenType.EndOfFile; token = tokenizer.Get())
        {
            if (token is HtmlTagToken tag)
            {
                var name = tag.Name.ToLowerInvariant();
                if (tag.Type != HtmlTokenType.StartTag)
                {
                    facts.End(name, ref title, ref data);
                    continue;
                }
                facts.IsHtml = true;
                switch (name)
                {
                    case "title" when facts.Title is null && title is null:
                        tokenizer.State = HtmlParseMode.RCData;
                        title = new StringBuilder();
                        break;
                    case "script":
                        tokenizer.State = HtmlParseMode.Script;
                        data = Value(tag, "type")?.Trim().Equals("application/ld+json", StringComparison.OrdinalIgnoreCase) == true ? new StringBuilder() : null;
                        break;
                    case "style" or "noframes" or "xmp":
                        tokenizer.State = HtmlParseMode.Rawtext;
                        break;
                    case "textarea":
                        tokenizer.State = HtmlParseMode.RCData;
                        break;
                    default:
                        facts.Start(tag, name);
                        break;
                }
            }
            else if (token.Type == HtmlTokenType.Character)
            {
                (data ?? title)?.Append(token.Data);
            }
        }
        facts.End("title", ref title, ref data);
        return facts;
    }

    private void End(string name, ref StringBuilder? title, ref StringBuilder? data)
    {
        if (name == "script" && data is not null)
        {
            if (Data.Count < MostData)
                Data.Add(data.ToString());
            data = null;
        }
        else if (name == "title" && title is not null)
        {
            Title ??= PlainText.CleanLine(title.ToString());
            title = null;
        }
    }

    private void Start(HtmlTagToken tag, string name)
    {
        switch (name)
        {
            case "html":
                Language ??= Value(tag, "lang") ?? Value(tag, "xml:lang");
                break;
            case "base":
                Base ??= Value(tag, "href");
                break;
            case "meta":
                Meta(tag);
                break;
            case "link" when Links.Count < MostLinks && Link(tag) is { } link:
                Links.Add(link);
                break;
            case "a" or "area" when Anchors.Count < MostLinks && Link(tag) is { } anchor:
                Anchors.Add(anchor);
                break;
        }
    }

    private void Meta(HtmlTagToken tag)
    {
        if (Value(tag, "content") is not { } content || metas.Count >= MostLinks)
            return;
        if (Value(tag, "http-equiv")?.Equals("refresh", StringComparison.OrdinalIgnoreCase) == true)
            Refresh ??= content.Split("url=", 2, StringSplitOptions.TrimEntries) is [_, var to] ? to.Trim('\'', '"') : content.Split("URL=", 2, StringSplitOptions.TrimEntries) is [_, var shouted] ? shouted.Trim('\'', '"') : null;
        if ((Value(tag, "property") ?? Value(tag, "name")) is { } name)
            metas.Add((name.Trim().ToLowerInvariant(), content, Value(tag, "media")));
    }

    private static PageLink? Link(HtmlTagToken tag) => Value(tag, "href") is { Length: > 0 } address
        ? new PageLink(address, (Value(tag, "rel") ?? "").ToLowerInvariant().Split([' ', '\t', '\n', '\r', '\f'], StringSplitOptions.RemoveEmptyEntries), Value(tag, "type")?.Trim().ToLowerInvariant(), PlainText.CleanLine(Value(tag, "title")), Value(tag, "sizes"))
        : null;

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

/// <summary>A link of a page, as written.</summary>
internal sealed record PageLink(string Address, IReadOnlyList<string> Relations, string? Type, string? Title, string? Sizes)
{
    public bool Is(string relation) => Relations.Contains(relation);
}
