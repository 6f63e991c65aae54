using System.Globalization;
using System.Text;
using AngleSharp.Html;

namespace Digest.Stories.Reading;

/// <summary>Character and entity references. HTML's names are known without any DTD; nothing that a feed declares is.</summary>
internal static class References
{
    private const int LongestName = 33;

    /// <summary>Decodes what can be decoded.</summary>
    /// <param name="text">As it stands in the feed.</param>
    /// <param name="isDeclared">Tells names that the feed declares itself: they stand for nothing here.</param>
    /// <param name="clean">False when an ampersand stood alone.</param>
    public static string Decode(ReadOnlySpan<char> text, Func<string, bool>? isDeclared, out bool clean)
    {
        clean = true;
        if (!text.Contains('&'))
            return text.ToString();
        var decoded = new StringBuilder(text.Length);
        while (text.IndexOf('&') is var at and >= 0)
        {
            decoded.Append(text[..at]);
            text = text[at..];
            var end = text[..Math.Min(text.Length, LongestName)].IndexOf(';');
            var name = end > 1 ? text[1..end].ToString() : null;
            if (name is not null && Symbol(name) is { } symbol)
            {
                decoded.Append(symbol);
            }
            else if (name is null || isDeclared?.Invoke(name) != true)
            {
                clean = false;
                decoded.Append('&');
                end = 0;
            }
            text = text[(end + 1)..];
        }
        return decoded.Append(text).ToString();
    }

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
