using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Digest.Stories.Reading;

/// <summary>Months by the first letters of their names, in the languages that feeds write them in although RFC 822 has English only.</summary>
internal static class MonthNames
{
    private static readonly FrozenDictionary<string, int> ByBeginning = Build(
        "jan feb mar apr may jun jul aug sep oct nov dec", // English
        "jan feb mar apr mai jun jul aug sep okt nov dez", // German
        "jaen feb maer apr mai jun jul aug sep okt nov dez", // without umlauts
        "jan fev mar avr mai juin juil aou sep oct nov dec", // French
        "ene feb mar abr may jun jul ago sep oct nov dic", // Spanish
        "jan fev mar abr mai jun jul ago set out nov dez", // Portuguese
        "gen feb mar apr mag giu lug ago set ott nov dic", // Italian
        "jan feb maa apr mei jun jul aug sep okt nov dec", // Dutch
        "jan feb mrt apr maj jun jul aug sep okt nov des", // shortened; Danish, Norwegian, Swedish
        "jan feb mrz apr mai jun jul aug sep okt nov dez", // German, shortened
        "sty lut mar kwi maj cze lip sie wrz paz lis gru", // Polish
        "янв фев мар апр май июн июл авг сен окт ноя дек", // Russian
        "янв фев мар апр мая июн июл авг сен окт ноя дек",
        "ιαν φεβ μαρ απρ μαι ιουν ιουλ αυγ σεπ οκτ νοε δεκ"); // Greek

    /// <summary>1 to 12; null for a word that is no month.</summary>
    public static int? Number(string name)
    {
        var folded = Folded(name);
        for (var length = Math.Min(4, folded.Length); length >= 3; length--)
        {
            if (ByBeginning.TryGetValue(folded[..length], out var month))
                return month;
        }
        return null;
    }

    private static string Folded(string name)
    {
        var folded = new StringBuilder(name.Length);
        foreach (var character in name.ToLowerInvariant().Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(character) != UnicodeCategory.NonSpacingMark || character == '\u0306')
                folded.Append(character);
        }
        return folded.ToString().Normalize(NormalizationForm.FormC);
    }

    private static FrozenDictionary<string, int> Build(params ReadOnlySpan<string> languages)
    {
        var months = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var language in languages)
        {
            var beginnings = language.Split(' ');
            for (var month = 1; month <= 12; month++)
                months[beginnings[month - 1]] = month;
        }
        return months.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
