using System.Text;
using Digest.Stories;

namespace Digest.Editions.Corrections;

/// <summary>Two texts compared word by word.</summary>
public static class WordDifference
{
    /// <summary>Longer middles are shown as one replaced by the other: comparing takes time and room with the square of this.</summary>
    private const int MostWords = 1_500;

    /// <summary>Whether two texts differ by no more than white space, punctuation and capitals. Signs that change a number count.</summary>
    public static bool IsTiny(string? one, string? other) => BareWords.AreSame(one, other);

    /// <summary>A text's words and numbers alone: texts that differ by nothing else have the same, but for capitals.</summary>
    public static string Bare(string? text) => string.Join(' ', BareWords.Of(text));

    /// <summary>What was taken out and put in between one text and the other, in reading order.</summary>
    public static IReadOnlyList<DifferencePart> Of(string? before, string? after)
    {
        var (one, other) = (Pieces(before), Pieces(after));
        var start = 0;
        while (start < one.Length && start < other.Length && one[start] == other[start])
            start++;
        var end = 0;
        while (end < one.Length - start && end < other.Length - start && one[^(end + 1)] == other[^(end + 1)])
            end++;
        var parts = new List<DifferencePart>();
        Add(parts, DifferenceKind.Same, one.AsSpan(0, start));
        Middle(parts, one[start..^end], other[start..^end]);
        Add(parts, DifferenceKind.Same, one.AsSpan(one.Length - end));
        return parts;
    }

    /// <summary>The same with only some words around each change; "…" stands for the rest.</summary>
    /// <param name="parts">As <see cref="Of"/> gives them.</param>
    /// <param name="around">So many words on each side.</param>
    /// <param name="most">No more words than this altogether.</param>
    public static IReadOnlyList<DifferencePart> Near(IReadOnlyList<DifferencePart> parts, int around, int most)
    {
        var near = new List<DifferencePart>();
        var left = most;
        for (var at = 0; at < parts.Count && left > 0; at++)
        {
            var words = parts[at].Text.Split(' ');
            var shown = parts[at].Kind is DifferenceKind.Same ? Shorter(words, around, at > 0, at + 1 < parts.Count) : parts[at].Text;
            if (shown.Split(' ') is var kept && kept.Length > left)
                shown = string.Join(' ', kept.Take(left)) + " …";
            left -= kept.Length;
            near.Add(parts[at] with { Text = shown });
        }
        return near;
    }

    private static string Shorter(string[] words, int around, bool follows, bool leads)
    {
        var (head, tail) = (follows ? around : 0, leads ? around : 0);
        return words.Length <= head + tail + 1 ? string.Join(' ', words) : string.Join(' ', [.. words.Take(head), "…", .. words.TakeLast(tail)]);
    }

    private static void Middle(List<DifferencePart> parts, string[] one, string[] other)
    {
        if (one.Length > MostWords || other.Length > MostWords)
        {
            Add(parts, DifferenceKind.TakenOut, one);
            Add(parts, DifferenceKind.PutIn, other);
            return;
        }
        // How many words what is left of both has in common, from each place on.
        var common = new int[one.Length + 1, other.Length + 1];
        for (var i = one.Length - 1; i >= 0; i--)
        {
            for (var j = other.Length - 1; j >= 0; j--)
                common[i, j] = one[i] == other[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }
        for (int i = 0, j = 0; i < one.Length || j < other.Length;)
        {
            if (i < one.Length && j < other.Length && one[i] == other[j])
            {
                Add(parts, DifferenceKind.Same, one[i++]);
                j++;
            }
            else if (j >= other.Length || (i < one.Length && common[i + 1, j] >= common[i, j + 1]))
                Add(parts, DifferenceKind.TakenOut, one[i++]);
            else
                Add(parts, DifferenceKind.PutIn, other[j++]);
        }
    }

    // What is taken out stands before what is put in its place, in one piece each.
    private static void Add(List<DifferencePart> parts, DifferenceKind kind, params ReadOnlySpan<string> words)
    {
        if (words.Length == 0)
            return;
        var text = new StringBuilder().AppendJoin(' ', words).ToString();
        var at = parts.Count - 1;
        if (kind is DifferenceKind.TakenOut && at >= 0 && parts[at].Kind is DifferenceKind.PutIn)
            at--;
        if (at >= 0 && parts[at].Kind == kind)
            parts[at] = parts[at] with { Text = $"{parts[at].Text} {text}" };
        else
            parts.Insert(kind is DifferenceKind.TakenOut && parts is [.., { Kind: DifferenceKind.PutIn }] ? parts.Count - 1 : parts.Count, new DifferencePart(kind, text));
    }

    private static string[] Pieces(string? text) => (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>A run of words.</summary>
/// <param name="Kind">Whether both texts have them.</param>
/// <param name="Text">The words.</param>
public sealed record DifferencePart(DifferenceKind Kind, string Text);

/// <summary>Which of the two texts has the words.</summary>
public enum DifferenceKind
{
    Same,

    /// <summary>Only the earlier one.</summary>
    TakenOut,

    /// <summary>Only the later one.</summary>
    PutIn,
}
