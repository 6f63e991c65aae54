namespace Digest.Stories.Reading;

/// <summary>Reads one start tag, also when quotes or brackets are missing.</summary>
internal sealed class TagReader(string text, int start, HashSet<string> missing)
{
    private const int MaxAttributes = 64;
    private int at = start;

    public string Name { get; private set; } = "";

    public List<(string Name, string Value)> Attributes { get; } = [];

    /// <summary>It ended in <c>/&gt;</c>.</summary>
    public bool IsEmpty { get; private set; }

    public bool IsBroken { get; private set; }

    /// <summary>Where the text after it begins.</summary>
    public int End => at;

    public void Read()
    {
        Name = Word();
        while (at < text.Length)
        {
            switch (text[at])
            {
                case '>':
                    at++;
                    return;
                case '<':
                    IsBroken = true;
                    return;
                case '/':
                    at++;
                    IsEmpty = at < text.Length && text[at] == '>';
                    break;
                case var space when char.IsWhiteSpace(space):
                    at++;
                    break;
                default:
                    Attribute();
                    break;
            }
        }
        IsBroken = true;
    }

    /// <summary>Where a terminator stands next. One that was not found once is not looked for again: that keeps reading linear.</summary>
    public static int Find(string text, string terminator, int from, HashSet<string> missing)
    {
        if (from > text.Length || missing.Contains(terminator))
            return -1;
        var found = text.IndexOf(terminator, from, StringComparison.Ordinal);
        if (found < 0)
            missing.Add(terminator);
        return found;
    }

    private void Attribute()
    {
        var name = Word();
        if (name.Length == 0)
        {
            IsBroken = true;
            at++;
            return;
        }
        SkipSpace();
        if (at >= text.Length || text[at] != '=')
        {
            IsBroken = true;
            return;
        }
        at++;
        SkipSpace();
        var value = Value();
        if (Attributes.Count < MaxAttributes && !Attributes.Exists(known => known.Name == name))
            Attributes.Add((Lower(name), value));
    }

    private string Value()
    {
        if (at < text.Length && text[at] is '"' or '\'')
        {
            var end = Find(text, text[at].ToString(), at + 1, missing);
            if (end >= 0)
            {
                var quoted = text[(at + 1)..end];
                at = end + 1;
                return quoted;
            }
            at++;
        }
        IsBroken = true;
        var from = at;
        while (at < text.Length && !char.IsWhiteSpace(text[at]) && text[at] is not ('>' or '<'))
            at++;
        return text[from..at];
    }

    private string Word()
    {
        var from = at;
        while (at < text.Length && !char.IsWhiteSpace(text[at]) && text[at] is not ('>' or '<' or '=' or '/' or '"' or '\''))
            at++;
        return text[from..at];
    }

    // Prefixes keep their case: they are names that the feed chose.
    private static string Lower(string name)
    {
        if (name.StartsWith("xmlns:", StringComparison.Ordinal))
            return name;
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        return name[..(colon + 1)] + name[(colon + 1)..].ToLowerInvariant();
    }

    private void SkipSpace()
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
    }
}
