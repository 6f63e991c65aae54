using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using AngleSharp.Html;

namespace Digest.Stories.Reading;

/// <summary>Character and entity references. HTML's names are known without any DTD.</summary>
internal static class References
{
    private const int LongestName = 33;

    /// <summary>Decodes what can be decoded.</summary>
    /// <param name="text">As it stands in the feed.</param>
    /// <param name="declared">What a name stands for that the feed declares itself; null: it declares no such name.</param>
    /// <param name="fault">What is no reference, in a few words; null when there is nothing of the kind.</param>
    public static string Decode(ReadOnlySpan<char> text, Func<string, string?>? declared, out string? fault)
    {
        fault = null;
        if (!text.Contains('&'))
            return text.ToString();
        var decoded = new StringBuilder(text.Length);
        while (text.IndexOf('&') is var at and >= 0)
        {
            decoded.Append(text[..at]);
            text = text[at..];
            var end = text[..Math.Min(text.Length, LongestName)].IndexOf(';');
            var name = end > 1 ? text[1..end].ToString() : null;
            if (name is not null && (Symbol(name) ?? declared?.Invoke(name)) is { } symbol)
            {
                decoded.Append(symbol);
            }
            else
            {
                fault ??= IsName(name) ? $"the entity &{name}; is not known" : "an & stands in the text without being written as &amp;";
                decoded.Append('&');
                end = 0;
            }
            text = text[(end + 1)..];
        }
        return decoded.Append(text).ToString();
    }

    private static bool IsName([NotNullWhen(true)] string? name) => name is not null && char.IsAsciiLetter(name[0]) && name.All(char.IsAsciiLetterOrDigit);

    /// <summary>What the reference <c>&amp;name;</c> stands for; null when the name is not known.</summary>
    public static string? Symbol(string name)
    {
        if (name[0] != '#')
            return name.AsSpan().ContainsAnyExceptInRange('0', 'z') ? null : HtmlEntityProvider.Resolver.GetSymbol(name + ";");
        var isHex = name.Length > 1 && name[1] is 'x' or 'X';
        var digits = name.AsSpan(isHex ? 2 : 1);
        if (!int.TryParse(digits, isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out var code))
            return null;
        // 128 to 159 mean Windows-1252 wherever they are written; PlainText sees to that.
        return Rune.IsValid(code) && code != 0 ? new Rune(code).ToString() : "";
    }
}
