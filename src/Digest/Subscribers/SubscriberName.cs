using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Digest.Subscribers;

/// <summary>What a reader may be called. Letters of two scripts in one name are nobody's trick: a name is shown to its reader and to admins only.</summary>
public static class SubscriberName
{
    /// <summary>In characters.</summary>
    public const int Longest = 200;

    // Scripts in which the joiners change how a word is written begin here.
    private const int FirstJoined = 0x0600;

    /// <summary>Reads a name. Signs that nobody sees are left out: they come along with what was copied.</summary>
    /// <param name="text">As it stands somewhere.</param>
    /// <param name="name">The name, composed; null: there is none.</param>
    /// <param name="problem">Why it cannot be kept, when this returns false.</param>
    public static bool TryRead(string? text, out string? name, [NotNullWhen(false)] out string? problem)
    {
        name = Clean((text ?? "").Trim());
        if (name.Length == 0)
            name = null;
        problem = name is null ? null : Problem(name);
        return problem is null;
    }

    private static string? Problem(string name)
    {
        if (name.Length > Longest)
            return $"The name has more than {Longest} characters.";
        return name.EnumerateRunes().Any(rune => Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            ? "The name has control characters in it."
            : null;
    }

    private static string Clean(string text)
    {
        var runes = text.EnumerateRunes().ToList();
        var clean = new StringBuilder(text.Length);
        for (var at = 0; at < runes.Count; at++)
        {
            // What is no character at all cannot be composed.
            if (!Unseen.Is(runes[at]) && Rune.GetUnicodeCategory(runes[at]) is not UnicodeCategory.OtherNotAssigned || IsJoin(runes, at))
                clean.Append(runes[at]);
        }
        return clean.ToString().Normalize(NormalizationForm.FormC).Trim();
    }

    // Persian names have non-joiners, and some pictures are joined from others.
    private static bool IsJoin(List<Rune> runes, int at) =>
        runes[at].Value is 0x200C or 0x200D && at > 0 && at < runes.Count - 1 && runes[at - 1].Value >= FirstJoined && runes[at + 1].Value >= FirstJoined
        && !Unseen.Is(runes[at - 1]) && !Unseen.Is(runes[at + 1]);
}
