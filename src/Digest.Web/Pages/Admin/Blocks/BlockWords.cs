using System.Globalization;
using Digest.Editions.Blocks;
using Digest.Rendering;
using Digest.Subscribers;

namespace Digest.Web.Pages.Admin.Blocks;

/// <summary>How the pages of blocks say what the rows say.</summary>
internal static class BlockWords
{
    private const int EveryDay = 127, LongestName = 60;

    public static string Of(BlockKind kind) => kind switch
    {
        BlockKind.Sponsor => "Sponsor line",
        BlockKind.Events => "Events",
        _ => "From the archive: a year ago",
    };

    public static string Means(BlockKind kind) => kind switch
    {
        BlockKind.Sponsor => "What somebody paid for. The word “Advertisement” stands above it, in the reader’s language, and cannot be left out: the law of many places demands it.",
        BlockKind.Events => "What is on: a list, a few lines.",
        _ => "A story of the same day a year ago, three days more or less: the most prominent one that the edition does not have already. The program finds it; where there is none, nothing is shown. The text introduces it, and may be empty.",
    };

    public static string Of(BlockPlace place) => place switch
    {
        BlockPlace.AboveStories => "Above the stories",
        BlockPlace.AfterFirst => "After the first item",
        _ => "After the stories",
    };

    public static string Class(BlockStanding standing) => standing switch
    {
        BlockStanding.Now => "state good",
        BlockStanding.Later => "state warn",
        _ => "state",
    };

    /// <summary>How it stands on a day: off, from 3 December, now, ended.</summary>
    public static string Standing(EditionBlock block, DateOnly today) => block.StandingOn(today) switch
    {
        BlockStanding.Off => "off",
        BlockStanding.Later => $"from {Day(block.FirstDay!, today)}",
        BlockStanding.Now => "now",
        _ => "ended",
    };

    /// <summary>Its days: from 3 December to 24 December, on Monday, Friday.</summary>
    public static string Days(EditionBlock block, DateOnly today)
    {
        var days = (block.FirstDay, block.LastDay) switch
        {
            (null, null) => "always",
            ({ } first, null) => $"from {Day(first, today)}",
            (null, { } last) => $"until {Day(last, today)}",
            var (first, last) => first == last ? $"on {Day(first, today)}" : $"from {Day(first, today)} to {Day(last, today)}",
        };
        return block.Weekdays == EveryDay ? days : $"{days}, on {string.Join(", ", CadenceDays.Days(block.Weekdays))}";
    }

    /// <summary>By which it is told from others of its kind: its first words.</summary>
    public static string Name(EditionBlock block)
    {
        var words = string.Join(' ', MarkdownText.Read(block.Text).Text().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return words.Length == 0 ? "without words of its own" : words.Length <= LongestName ? words : string.Concat(words.AsSpan(0, char.IsHighSurrogate(words[LongestName - 2]) ? LongestName - 2 : LongestName - 1), "…");
    }

    private static string Day(string day, DateOnly today)
    {
        var known = DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return known.ToString(known.Year == today.Year ? "d MMMM" : "d MMMM yyyy", CultureInfo.InvariantCulture);
    }
}
