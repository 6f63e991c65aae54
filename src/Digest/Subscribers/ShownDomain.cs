using System.Globalization;
using System.Text;

namespace Digest.Subscribers;

/// <summary>
/// A domain for people to read: in its own letters where these look like no others, else as A-labels, as browsers do. Scripts that
/// are written from right to left stay A-labels, as they would change places with what stands beside them.
/// </summary>
internal static class ShownDomain
{
    // Small letters that look like Latin ones: a word of nothing else could be taken for another domain.
    private const string CyrillicTwins = "авгекмнопрстухѕіјһӏԁԛԝѡѵ";
    private const string GreekTwins = "αγεηικνορτυχω";

    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    /// <summary>A domain as it is shown.</summary>
    /// <param name="domain">As <see cref="DomainName"/> keeps it.</param>
    public static string Of(string domain) => string.Join('.', domain.Split('.').Select(ShowLabel));

    private static string ShowLabel(string label)
    {
        if (!label.StartsWith("xn--", StringComparison.Ordinal))
            return label;
        try
        {
            var shown = Idn.GetUnicode(label);
            return IsPlain(shown) && Idn.GetAscii(shown) == label ? shown : label;
        }
        catch (ArgumentException)
        {
            return label;
        }
    }

    private static bool IsPlain(string label)
    {
        var letters = label.EnumerateRunes().Where(rune => rune.Value != '-' && !(rune.IsAscii && Rune.IsDigit(rune))).ToList();
        if (!letters.TrueForAll(Rune.IsLetter))
            return false;
        return letters.TrueForAll(IsLatin)
            || letters.TrueForAll(IsEastAsian)
            || IsOf(letters, 0x0400, 0x052F, CyrillicTwins)
            || IsOf(letters, 0x0370, 0x03FF, GreekTwins);
    }

    private static bool IsOf(List<Rune> letters, int first, int last, string twins) =>
        letters.TrueForAll(rune => rune.Value >= first && rune.Value <= last) && letters.Exists(rune => !twins.Contains(rune.ToString(), StringComparison.Ordinal));

    private static bool IsLatin(Rune rune) => rune.Value is < 0x0180 or (>= 0x1E00 and <= 0x1EFF);

    // Kana, Han and Hangul syllables.
    private static bool IsEastAsian(Rune rune) => rune.Value is (>= 0x3040 and <= 0x30FF) or (>= 0x3400 and <= 0x9FFF) or (>= 0xAC00 and <= 0xD7A3);
}
