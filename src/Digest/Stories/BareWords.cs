using System.Text.RegularExpressions;

namespace Digest.Stories;

/// <summary>A text's words and numbers alone: texts that differ by nothing else have the same, but for capitals.</summary>
internal static partial class BareWords
{
    public static IEnumerable<string> Of(string? text) => Words().Matches(text ?? "").Select(match => match.Value.Replace('’', '\'').Replace('−', '-'));

    /// <summary>Whether two texts differ by no more than white space, punctuation and capitals. Signs that change a number count.</summary>
    public static bool AreSame(string? one, string? other) =>
        string.Equals(one, other, StringComparison.Ordinal) || Of(one).SequenceEqual(Of(other), StringComparer.OrdinalIgnoreCase);

    // 1.5 is not 15, -5 is not 5, and 5 % is not 5 €.
    [GeneratedRegex(@"\p{L}[\p{L}\p{M}\p{N}]*(?:['’]\p{L}+)*|(?<![\p{L}\p{N}])[-−](?=\p{N})|\p{N}+(?:[.,:]\p{N}+)*|[%‰€$£¥]|\p{So}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Words();
}
