using AngleSharp.Dom;
using AngleSharp.Html.Dom.Events;
using AngleSharp.Html.Parser;

namespace Digest.Editions.Checks;

/// <summary>A message's HTML as mail programs read it, whatever is broken in it.</summary>
internal sealed class MessageMarkup
{
    private MessageMarkup(IDocument document, IReadOnlyList<string> faults)
    {
        Document = document;
        Faults = faults;
        StyleElements = [.. document.QuerySelectorAll("style")];
        Sheet = Styles.Sheet(string.Join('\n', StyleElements.Select(style => style.TextContent)));
        Inline = [.. document.All.Where(element => element.HasAttribute("style")).Select(element => (element, Styles.Declarations(element.GetAttribute("style")!)))];
        Conditional = string.Join('\n', document.Descendants<IComment>().Select(comment => comment.Data).Where(data => data.StartsWith("[if", StringComparison.OrdinalIgnoreCase) && data.Contains("mso", StringComparison.OrdinalIgnoreCase)));
    }

    public IDocument Document { get; }

    /// <summary>What is broken, as the rules of HTML name it, in order.</summary>
    public IReadOnlyList<string> Faults { get; }

    public IReadOnlyList<IElement> StyleElements { get; }

    /// <summary>All style sheets as one.</summary>
    public StyleSheet Sheet { get; }

    /// <summary>Every element with a style of its own.</summary>
    public IReadOnlyList<(IElement Element, IReadOnlyList<Declaration> Declarations)> Inline { get; }

    /// <summary>What only Outlook on Windows reads.</summary>
    public string Conditional { get; }

    public static MessageMarkup Read(string html)
    {
        var faults = new List<string>();
        var parser = new HtmlParser();
        parser.Error += (_, happened) =>
        {
            if (happened is HtmlErrorEvent fault)
                faults.Add($"{fault.Message.TrimEnd('.')} (line {fault.Position.Line})");
        };
        return new MessageMarkup(parser.ParseDocument(html), faults);
    }

    /// <summary>The elements that a selector names; none where it is no selector.</summary>
    public IEnumerable<IElement> All(string selector)
    {
        try
        {
            return Document.QuerySelectorAll(selector);
        }
        catch (DomException)
        {
            return [];
        }
    }
}
