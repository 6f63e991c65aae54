using System.Buffers;

namespace Digest.Stories.Reading;

/// <summary>
/// Reads XML as it is found: what is well-formed as the standard says, and of the rest as much as makes sense, saying what
/// was wrong. The platform's own reader gives up at the first error, and a feed with a bare ampersand is still a feed.
/// No DTD, no entities but HTML's and short texts, bounded depth, one pass.
/// </summary>
internal sealed class LenientXml
{
    private const int MaxDepth = 128;
    private const int MaxElements = 250_000;
    private const int MaxExpanded = 100_000;
    private static readonly SearchValues<char> Forbidden = SearchValues.Create("\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\v\f\u000E\u000F\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001A\e\u001C\u001D\u001E\u001F\uFFFE\uFFFF");
    private readonly string text;
    private readonly TagReader tag;
    private readonly XmlProblems problems;
    private readonly HashSet<string> missing = new(StringComparer.Ordinal);
    private DocumentType? documentType;
    private FeedElement? root;
    private FeedElement? open;
    private int flattened;
    private int elements;
    private int expanded;
    private readonly int most;
    private int items;
    private int at;

    private LenientXml(string text, int most)
    {
        this.text = text;
        this.most = most;
        tag = new TagReader(text, missing);
        problems = new XmlProblems(text);
    }

    /// <summary>The tree; null when there is no element at all.</summary>
    public static (FeedElement? Root, bool IsHostile, IReadOnlyList<string> Problems) Read(string text, int most)
    {
        var xml = new LenientXml(text, most);
        xml.Read();
        return (xml.root, xml.documentType?.IsHostile == true, xml.problems.All);
    }

    private void Read()
    {
        while (at < text.Length && documentType?.IsHostile != true)
        {
            var next = text.IndexOf('<', at);
            Characters(next < 0 ? text.Length : next);
            if (next < 0)
                break;
            at = next;
            if (Starts("<!--"))
                Skip("-->", 4);
            else if (Starts("<![CDATA["))
                CharacterData();
            else if (Starts("<?"))
                Skip("?>", 2);
            else if (Starts("<!"))
                Declaration();
            else if (Starts("</"))
                EndTag();
            else if (at + 1 < text.Length && IsNameStart(text[at + 1]))
                StartTag();
            else
                Literal("a < stands in the text without being written as &lt;");
        }
        if (documentType?.IsHostile != true && text.AsSpan().IndexOfAny(Forbidden) is var control and >= 0)
            problems.Add("a control character stands in it, which XML does not allow", control);
        if (open is not null)
            Problem($"the element <{FeedNotes.Name(open.Name)}> is not closed");
    }

    private void Characters(int end)
    {
        if (end > at && open is not null)
        {
            open.Add(References.Decode(text.AsSpan(at, end - at), documentType is null ? null : Declared, out var fault));
            if (fault is not null)
                Problem(fault);
        }
        at = end;
    }

    private void Literal(string problem)
    {
        Problem(problem);
        open?.Add("<");
        at++;
    }

    private void CharacterData()
    {
        var end = Find("]]>", at);
        if (end < 0)
            Problem("a CDATA section is not closed");
        open?.Add(text[(at + 9)..(end < 0 ? text.Length : end)]);
        at = end < 0 ? text.Length : end + 3;
    }

    private void Skip(string terminator, int opening)
    {
        var end = Find(terminator, at + opening);
        if (end >= 0)
        {
            at = end + terminator.Length;
            return;
        }
        Problem("a comment or an instruction is not closed");
        SkipTag();
    }

    private void Declaration()
    {
        if (string.Compare(text, at, "<!DOCTYPE", 0, 9, StringComparison.OrdinalIgnoreCase) == 0 && root is null && DocumentType.Read(text, at) is { } type)
        {
            documentType = type;
            at = type.End;
            return;
        }
        Problem("there is a declaration that does not belong there");
        SkipTag();
    }

    private void SkipTag()
    {
        var end = Find(">", at);
        at = end < 0 ? text.Length : end + 1;
    }

    private void EndTag()
    {
        var start = at + 2;
        SkipTag();
        if (flattened > 0)
        {
            flattened--;
            return;
        }
        var name = text.AsSpan(start, at - start).TrimEnd('>').Trim();
        name = name[(name.IndexOf(':') + 1)..];
        var match = open;
        while (match is not null && !name.Equals(match.Name, StringComparison.OrdinalIgnoreCase))
            match = match.Parent;
        if ((match != open || match is null) && problems.HasRoom())
            Problem(match is null ? $"</{FeedNotes.Name(name)}> closes nothing" : $"the element <{FeedNotes.Name(open!.Name)}> is not closed");
        if (match is not null)
            open = match.Parent;
    }

    private void StartTag()
    {
        var isOutside = root is not null && open is null;
        var isTooMuch = open?.Depth >= MaxDepth || elements >= MaxElements;
        tag.Read(at + 1, !isOutside && !isTooMuch);
        at = tag.End;
        if (tag.IsBroken && tag.Name.Length > 0 && problems.HasRoom())
            Problem($"the tag <{FeedNotes.Name(Local(tag.Name))}> is malformed");
        if (isOutside)
            return;
        elements++;
        if (isTooMuch)
        {
            flattened += tag.IsEmpty ? 0 : 1;
            return;
        }
        var element = Create();
        // Nothing that lies behind the last story that is read matters.
        if (element.Name is "item" or "entry" && ++items > most + 1)
        {
            (at, open) = (text.Length, null);
            return;
        }
        open?.Add(element);
        root ??= element;
        if (!tag.IsEmpty)
            open = element;
    }

    private FeedElement Create()
    {
        Dictionary<string, string>? declared = null;
        foreach (var (name, value) in tag.Attributes)
        {
            if (name == "xmlns")
                (declared ??= [])[""] = value;
            else if (name.StartsWith("xmlns:", StringComparison.Ordinal))
                (declared ??= [])[name[6..]] = value;
        }
        var element = new FeedElement(Space(tag.Name, declared, isElement: true), Local(tag.Name), open) { Declared = declared };
        foreach (var (name, value) in tag.Attributes)
        {
            if (name.StartsWith("xmlns", StringComparison.Ordinal))
                continue;
            var decoded = References.Decode(value, documentType is null ? null : Declared, out var fault);
            if (fault is not null && !value.Contains("://", StringComparison.Ordinal))
                Problem(fault);
            element.AddAttribute(Space(name, declared, isElement: false), Local(name), decoded);
        }
        return element;
    }

    private string Space(string name, Dictionary<string, string>? declared, bool isElement)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 && !isElement)
            return "";
        var prefix = colon < 0 ? "" : name[..colon];
        if (declared?.TryGetValue(prefix, out var own) == true)
            return Namespaces.Of(own);
        for (var scope = open; scope is not null; scope = scope.Parent)
        {
            if (scope.Declared?.TryGetValue(prefix, out var address) == true)
                return Namespaces.Of(address);
        }
        if (prefix is "" or "xml")
            return prefix;
        if (problems.HasRoom())
            Problem($"the prefix {FeedNotes.Name(prefix)}: is not declared");
        return Namespaces.OfUndeclared(prefix) ?? $"undeclared:{prefix}";
    }

    /// <summary>What an entity of the feed's own stands for, as long as there is room.</summary>
    private string? Declared(string name)
    {
        if (documentType?.Declared.TryGetValue(name, out var value) != true)
            return null;
        if (value is not null && expanded <= MaxExpanded - value.Length)
        {
            expanded += value.Length;
            return value;
        }
        if (problems.HasRoom())
            Problem($"the entity &{name}; of the feed's own is too long or used too often");
        return "";
    }

    private bool Starts(string opening) => string.CompareOrdinal(text, at, opening, 0, opening.Length) == 0;

    private int Find(string terminator, int from) => TagReader.Find(text, terminator, from, missing);

    private static string Local(string name) => name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..].ToLowerInvariant();

    private static bool IsNameStart(char character) => char.IsLetter(character) || character is '_' or ':';

    private void Problem(string problem) => problems.Add(problem, at);
}
