using System.Net;
using System.Text;

namespace Digest.Stories.Reading;

/// <summary>An element of a feed: names without regard to case, namespaces by their usual prefix, whatever the feed calls them.</summary>
internal sealed class FeedElement(string space, string name, FeedElement? parent)
{
    private static readonly string[] Empty = ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];
    private List<object>? content;
    private List<(string Space, string Name, string Value)>? attributes;
    private (Uri? Document, Uri? Base)? known;

    /// <summary>The usual prefix of a namespace that is known (<see cref="Namespaces"/>), else its own address; empty: none.</summary>
    public string Space => space;

    /// <summary>The local name in lower case.</summary>
    public string Name => name;

    public FeedElement? Parent => parent;

    public int Depth { get; } = parent is null ? 1 : parent.Depth + 1;

    public IReadOnlyList<(string Space, string Name, string Value)> Attributes => attributes ?? (IReadOnlyList<(string Space, string Name, string Value)>)[];

    /// <summary>Prefixes that this element declares.</summary>
    public Dictionary<string, string>? Declared { get; set; }

    public IEnumerable<FeedElement> Elements => content?.OfType<FeedElement>() ?? [];

    public bool HasElements => content?.Exists(part => part is FeedElement) == true;

    public void Add(object part) => (content ??= []).Add(part);

    public void AddAttribute(string attributeSpace, string attribute, string value) => (attributes ??= []).Add((attributeSpace, attribute, value));

    /// <summary>An attribute without a namespace.</summary>
    public string? Attribute(string attribute) => Attribute("", attribute);

    public string? Attribute(string attributeSpace, string attribute)
    {
        if (attributes is null)
            return null;
        foreach (var one in attributes)
        {
            if (one.Name == attribute && one.Space == attributeSpace)
                return one.Value;
        }
        return null;
    }

    /// <summary>All characters inside, markup left out.</summary>
    public string Text
    {
        get
        {
            if (content is null)
                return "";
            if (content is [string only])
                return only;
            var text = new StringBuilder();
            AppendText(text);
            return text.ToString();
        }
    }

    /// <summary>What is inside, as HTML: for markup that stands in the feed without being escaped.</summary>
    public string InnerHtml
    {
        get
        {
            var html = new StringBuilder();
            AppendHtml(html);
            return html.ToString();
        }
    }

    /// <summary>The address that relative ones inside hang on (xml:base), <paramref name="document"/> being the feed's own.</summary>
    public Uri? Base(Uri? document)
    {
        // Kept: many links below many bases would be resolved over and over.
        if (known is { } before && ReferenceEquals(before.Document, document))
            return before.Base;
        var above = parent is null ? document : parent.Base(document);
        var own = Attribute("xml", "base") is { Length: > 0 } written && Addresses.Resolve(written, above) is { } resolved ? new Uri(resolved) : above;
        known = (document, own);
        return own;
    }

    // Both recurse as deep as LenientXml nests, which is bounded.
    private void AppendText(StringBuilder text)
    {
        if (content is null)
            return;
        foreach (var part in content)
        {
            if (part is FeedElement element)
                element.AppendText(text);
            else
                text.Append((string)part);
        }
    }

    private void AppendHtml(StringBuilder html)
    {
        if (content is null)
            return;
        foreach (var part in content)
        {
            if (part is not FeedElement element)
            {
                html.Append(WebUtility.HtmlEncode((string)part));
                continue;
            }
            html.Append('<').Append(element.Name);
            foreach (var (_, attribute, value) in element.Attributes)
                html.Append(' ').Append(attribute).Append("=\"").Append(WebUtility.HtmlEncode(value)).Append('"');
            html.Append('>');
            // HTML pasted in without being escaped leaves <br> open; what follows is not inside.
            element.AppendHtml(html);
            if (!Empty.Contains(element.Name))
                html.Append("</").Append(element.Name).Append('>');
        }
    }
}
