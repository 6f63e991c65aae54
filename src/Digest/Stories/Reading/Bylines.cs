using System.Text.RegularExpressions;

namespace Digest.Stories.Reading;

/// <summary>Who wrote a story: names without the addresses that some feeds write beside them.</summary>
internal static partial class Bylines
{
    private const int Longest = 300;
    private const int LongestWritten = 2000;

    public static string? Of(IEnumerable<string?> names)
    {
        var clean = names.Select(Name).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return clean.Count == 0 ? null : PlainText.Shorten(string.Join(", ", clean), Longest);
    }

    /// <summary>"Name", "Name (address)", "Name &lt;address&gt;", "address (Name)"; an address alone when there is nothing else.</summary>
    private static string? Name(string? written)
    {
        if (written?.Length > LongestWritten)
            written = written[..LongestWritten];
        // Only what stands in brackets without being an address may be markup.
        var plain = written is not null && Address().IsMatch(written) ? PlainText.CleanLine(written) : HtmlReader.Read(written).Line;
        if (plain is null)
            return null;
        var name = PlainText.Clean(Address().Replace(plain, " "))?.Trim(' ', ',', ';');
        if (name is ['(', .., ')'])
            name = name[1..^1].Trim();
        return string.IsNullOrEmpty(name) ? plain.Trim('<', '>', '(', ')') : name;
    }

    [GeneratedRegex(@"[<(\[]?\s*(mailto:)?[^\s<>()\[\],;:""@]{1,64}@[^\s<>()\[\],;:""@]{1,255}\s*[>)\]]?", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Address();
}
