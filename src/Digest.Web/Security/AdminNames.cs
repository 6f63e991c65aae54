using System.Globalization;
using System.Text;

namespace Digest.Web.Security;

/// <summary>What an admin may be called. Names that differ only in case are one name, so that nobody can look like somebody else.</summary>
internal static class AdminNames
{
    public const int Longest = 100;

    /// <summary>A name as it is kept: composed, with single spaces. Null: it is none.</summary>
    public static string? Clean(string? typed)
    {
        // What is no character at all cannot be composed.
        if (typed is null || typed.EnumerateRunes().Any(rune => rune == Rune.ReplacementChar || Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherNotAssigned))
            return null;
        var name = string.Join(' ', typed.Normalize(NormalizationForm.FormC).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return name.Length is 0 or > Longest || name.Any(char.IsControl) || name.EnumerateRunes().Any(IsUnseen) ? null : name;
    }

    public static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    // Marks that turn the writing's direction or take no room would let two names look alike.
    private static bool IsUnseen(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format;
}
