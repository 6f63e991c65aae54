namespace Digest.Stories.Reading;

/// <summary>Reads start tags one after the other, also when quotes or brackets are missing.</summary>
internal sealed class TagReader(string text, HashSet<string> missing)
{
    private const int MaxAttributes = 64;
    private int at;
    private int met;
    private int kept;

    public string Name { get; private set; } = "";

    public List<(string Name, string Value)> Attributes { get; } = [];

    /// <summary>It ended in <c>/&gt;</c>.</summary>
    public bool IsEmpty { get; private set; }

    public bool IsBroken { get; private set; }

    /// <summary>Where the text after it begins.</summary>
    public int End => at;

    /// <summary>Reads the tag whose name begins at <paramref name="start"/>.</summary>
    /// <param name="start">Behind the bracket.</param>
    /// <param name="isKept">Name and attributes are wanted; otherwise only the tag's end is.</param>
    public void Read(int start, bool isKept)
    {
        at = start;
        met = 0;
        kept = isKept ? MaxAttributes : 0;
        IsEmpty = IsBroken = false;
        Attributes.Clear();
        var name = Word();
        Name = isKept ? name.ToString() : "";
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
        if (name.IsEmpty)
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
        // Of a million attributes nobody needs more than the first ones, nor room for the others.
        if (met++ < kept)
            Keep(Lower(name.ToString()), value.ToString());
    }

    private void Keep(string name, string value)
    {
        if (!Attributes.Exists(known => known.Name == name))
            Attributes.Add((name, value));
    }

    private ReadOnlySpan<char> Value()
    {
        if (at < text.Length && text[at] is '"' or '\'')
        {
            var end = Find(text, text[at] == '"' ? "\"" : "'", at + 1, missing);
            if (end >= 0)
            {
                var quoted = text.AsSpan(at + 1, end - at - 1);
                at = end + 1;
                return quoted;
            }
            at++;
        }
        IsBroken = true;
        var from = at;
        while (at < text.Length && !char.IsWhiteSpace(text[at]) && text[at] is not ('>' or '<'))
            at++;
        return text.AsSpan(from, at - from);
    }

    private ReadOnlySpan<char> Word()
    {
        var from = at;
        while (at < text.Length && !char.IsWhiteSpace(text[at]) && text[at] is not ('>' or '<' or '=' or '/' or '"' or '\''))
            at++;
        return text.AsSpan(from, at - from);
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
