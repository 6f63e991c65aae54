using System.Text.RegularExpressions;
using Digest.Stories;

namespace Digest.Editions.Corrections;

/// <summary>What a story says now beside what it said, as far as it matters to who read it.</summary>
/// <param name="Kind">What changed first of all.</param>
/// <param name="Said">A draft of what readers are told was said.</param>
/// <param name="Right">A draft of what they are told is right.</param>
public sealed partial record StoryChange(CorrectionKind Kind, string Said, string Right)
{
    /// <summary>What was said, and what is right, is at most so many characters.</summary>
    public const int Longest = 500;

    private const int LongestDraft = 300;

    /// <summary>The change between two versions; null: white space, punctuation, or a part that a feed began or ceased to bring.</summary>
    public static StoryChange? Between(SaidWords before, SaidWords now)
    {
        var (mark, old) = (StoryMarks.Of(now.Headline, now.Dek, now.Text), StoryMarks.Of(before.Headline, before.Dek, before.Text));
        var (headline, dek, text) = (!IsSame(Bare(before.Headline), Bare(now.Headline)), !IsSame(before.Dek, now.Dek), !IsSame(before.Text, now.Text));
        // A line that the newsroom wrote under its mark is a change even where nothing else is.
        var isMarked = mark is not null && (old is null || mark.Kind != old.Kind || !IsSame(mark.Note, old.Note));
        if (!headline && !dek && !text && !isMarked)
            return null;
        var (said, right) = headline ? (Bare(before.Headline), Bare(now.Headline)) : dek ? (before.Dek, now.Dek) : text ? Sentences(before.Text!, now.Text!) : (null, null);
        return new StoryChange(
            isMarked ? CorrectionKind.Marked : headline ? CorrectionKind.Headline : CorrectionKind.Words,
            Draft(said) ?? Draft(Bare(before.Headline))!,
            Draft(isMarked ? mark!.Note ?? right : right) ?? Draft(Bare(now.Headline))!);
    }

    /// <summary>That a story is withdrawn.</summary>
    /// <param name="before">What it said.</param>
    /// <param name="now">What it says now.</param>
    public static StoryChange Withdrawal(SaidWords before, SaidWords now) =>
        new(CorrectionKind.Removed, Draft(Bare(before.Headline))!, Draft(StoryMarks.Of(now.Headline, now.Dek, now.Text) is { Kind: StoryMarkKind.Retraction, Note: { } note } ? note : null) ?? "");

    private static bool IsSame(string? one, string? other) => one is null || other is null || WordDifference.IsTiny(one, other);

    private static (string Said, string Right) Sentences(string before, string now)
    {
        var (one, other) = (Split(before), Split(now));
        return (Without(one, other), Without(other.Where(sentence => StoryMarks.OfHeadline(sentence) is null), one));
    }

    private static string Without(IEnumerable<string> sentences, IEnumerable<string> others)
    {
        var known = others.Select(WordDifference.Bare).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return string.Join(' ', sentences.Where(sentence => !known.Contains(WordDifference.Bare(sentence))).Take(3));
    }

    private static List<string> Split(string text) => [.. Ends().Split(text).Select(sentence => sentence.Trim()).Where(sentence => sentence.Length > 0).Take(400)];

    private static string? Draft(string? text)
    {
        var line = string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length == 0 ? null : line.Length <= LongestDraft ? line : string.Concat(line.AsSpan(0, char.IsHighSurrogate(line[LongestDraft - 1]) ? LongestDraft - 1 : LongestDraft), "…");
    }

    /// <summary>A headline without its mark.</summary>
    private static string Bare(string headline) => StoryMarks.WithoutMark(headline);

    [GeneratedRegex(@"(?<=[.!?…]['”»)]?)\s+|\n+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ends();
}
