using System.Buffers;
using System.Globalization;
using System.Text;
using AngleSharp.Html;

namespace Digest.Stories.Reading;

/// <summary>Character and entity references. HTML's names are known without any DTD.</summary>
internal static class References
{
    private const int LongestName = 33;
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");

    /// <summary>Decodes what can be decoded.</summary>
    /// <param name="text">As it stands in the feed.</param>
    /// <param name="declared">What a name stands for that the feed declares itself; null: it declares no such name.</param>
    /// <param name="fault">What is no reference, in a few words; null when there is nothing of the kind.</param>
    public static string Decode(string text, Func<string, string?>? declared, out string? fault)
    {
        fault = null;
        return text.Contains('&', StringComparison.Ordinal) ? Decode(text.AsSpan(), declared, out fault) : text;
    }

    /// <inheritdoc cref="Decode(string, Func{string, string?}?, out string?)"/>
    public static string Decode(ReadOnlySpan<char> text, Func<string, string?>? declared, out string? fault)
    {
        fault = null;
        if (!text.Contains('&'))
            return text.ToString();
        // A name that was looked up once is not looked up again: a text may hold hundreds of thousands.
        var known = new Dictionary<string, string?>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        var decoded = default(StringBuilder);
        Span<char> character = stackalloc char[2];
        var from = 0;
        for (var at = 0; text[at..].IndexOf('&') is var next and >= 0;)
        {
            at += next;
            var end = text.Slice(at, Math.Min(text.Length - at, LongestName)).IndexOf(';');
            var name = end > 1 ? text.Slice(at + 1, end - 1) : default;
            scoped ReadOnlySpan<char> symbol = default;
            if (Number(name) is { } code)
                // 128 to 159 mean Windows-1252 wherever they are written; PlainText sees to that.
                symbol = Rune.IsValid(code) && code != 0 ? character[..new Rune(code).EncodeToUtf16(character)] : symbol;
            else if (!name.IsEmpty && (Named(name, known) ?? declared?.Invoke(name.ToString())) is { } meant)
                symbol = meant;
            else
            {
                fault ??= IsName(name) ? $"the entity &{name}; is not known" : "an & stands in the text without being written as &amp;";
                at++;
                continue;
            }
            decoded = (decoded ?? new StringBuilder()).Append(text[from..at]).Append(symbol);
            from = at += end + 1;
        }
        return decoded is null ? text.ToString() : decoded.Append(text[from..]).ToString();
    }

    /// <summary>What the reference <c>&amp;name;</c> stands for; null when the name is not known.</summary>
    public static string? Symbol(string name)
    {
        if (Number(name) is { } code)
            return Rune.IsValid(code) && code != 0 ? new Rune(code).ToString() : "";
        return Html(name);
    }

    private static string? Named(ReadOnlySpan<char> name, Dictionary<string, string?>.AlternateLookup<ReadOnlySpan<char>> known)
    {
        if (!known.TryGetValue(name, out var symbol))
            known[name] = symbol = Html(name.ToString());
        return symbol;
    }

    private static string? Html(string name) => name.AsSpan().ContainsAnyExceptInRange('0', 'z') ? null : HtmlEntityProvider.Resolver.GetSymbol(name + ";");

    /// <summary>The code of <c>#9</c> and <c>#x9</c>; null when it is none.</summary>
    private static int? Number(ReadOnlySpan<char> name)
    {
        if (name.Length < 2 || name[0] != '#')
            return null;
        var isHex = name[1] is 'x' or 'X';
        return int.TryParse(name[(isHex ? 2 : 1)..], isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : null;
    }

    private static bool IsName(ReadOnlySpan<char> name) => !name.IsEmpty && char.IsAsciiLetter(name[0]) && !name.ContainsAnyExcept(NameCharacters);
}
