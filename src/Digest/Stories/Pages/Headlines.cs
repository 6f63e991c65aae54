namespace Digest.Stories.Pages;

/// <summary>Which of a page's headings is the story's.</summary>
internal static class Headlines
{
    private const int LeastWords = 3;
    private const int LongestName = 30;

    public static int? Find(IReadOnlyList<PageBlock> blocks, IReadOnlyList<string> titles)
    {
        var all = blocks.Index().Where(one => one.Item is { Kind: PageBlockKind.Heading, Level: <= 3 }).ToList();
        // The site's name is a link; so is the headline on weblogs, but that is longer.
        var named = all.FindAll(one => !one.Item.IsLink || one.Item.Text.Length > LongestName);
        var headings = named.FindAll(one => !one.Item.IsLink) is { Count: > 0 } plain ? plain : all;
        if (headings.Count == 0)
            return null;
        foreach (var wanted in titles.Select(Letters).Where(letters => letters.Length > 8))
        {
            // A title carries the site's name, too, and that may be a heading: the longer one is the headline.
            var within = named.Where(one => Letters(one.Item.Text) is { Length: > 8 } letters && (wanted.Contains(letters, StringComparison.Ordinal) || letters.Contains(wanted, StringComparison.Ordinal)))
                .OrderBy(one => one.Item.IsLink).ThenByDescending(one => one.Item.Text.Length).ToList();
            if (within.Count > 0)
                return within[0].Index;
        }
        var first = headings.Where(one => one.Item.Level == 1).ToList();
        return first.Count == 0 ? null : first.Find(one => one.Item.Text.Split(' ').Length >= LeastWords) is { Item: not null } long1 ? long1.Index : first[0].Index;
    }

    /// <summary>Whether two headlines say the same, whatever signs and capitals they are written with.</summary>
    public static bool AreAlike(string one, string other) => Letters(one) == Letters(other);

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant));
}
