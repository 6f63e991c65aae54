using System.Globalization;
using System.Text;

namespace Digest.Net.Robots;

/// <summary>Reads a robots.txt (RFC 9309): the groups that name a crawler, merged; where none does, those for everybody.</summary>
public static class RobotsTxt
{
    /// <summary>What comes after so many bytes is not read (§2.5).</summary>
    internal const int MostBytes = 500 * 1024;

    private const string Everybody = "*";

    /// <summary>Reads what holds for a crawler.</summary>
    /// <param name="bytes">As they were fetched. Whatever stands there, it is read as far as it can be.</param>
    /// <param name="product">The crawler's product token, such as <c>Digest</c>; letters of either case are the same.</param>
    public static RobotsRules Read(ReadOnlySpan<byte> bytes, string product)
    {
        var text = Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, MostBytes)]).TrimStart('\uFEFF');
        var own = new RobotsGroup();
        var general = new RobotsGroup();
        var named = new HashSet<RobotsGroup>();
        var isOpen = false;
        var isNamed = false;
        foreach (var (key, value) in Lines(text))
        {
            switch (key)
            {
                case "user-agent":
                    if (!isOpen)
                        named.Clear();
                    isOpen = true;
                    if (value == Everybody || value.StartsWith("* ", StringComparison.Ordinal))
                        named.Add(general);
                    else if (Product(value).Equals(product, StringComparison.OrdinalIgnoreCase))
                        isNamed = named.Add(own) || isNamed;
                    break;
                case "allow" or "disallow":
                    // Only a rule ends the list of those for whom it holds: other lines must not.
                    isOpen = false;
                    if (RobotsPath.OfPattern(value) is { } pattern)
                        Add(named, new RobotsRule(pattern, key == "allow"));
                    break;
                case "crawl-delay" when Seconds(value) is { } delay:
                    foreach (var group in named)
                        group.Delay = group.Delay > delay ? group.Delay : delay;
                    break;
            }
        }
        var holds = isNamed ? own : general;
        return new RobotsRules { Rules = holds.Rules, CrawlDelay = holds.Delay };
    }

    private static void Add(IEnumerable<RobotsGroup> groups, RobotsRule rule)
    {
        foreach (var group in groups)
            group.Rules.Add(rule);
    }

    private static IEnumerable<(string Key, string Value)> Lines(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var end = text.IndexOfAny(['\r', '\n'], at);
            var line = text[at..(end < 0 ? text.Length : end)];
            at = end < 0 ? text.Length : end + 1;
            line = line.Split('#', 2)[0];
            if (line.Split(':', 2) is [var key, var value])
                yield return (key.Trim().ToLowerInvariant(), value.Trim());
        }
    }

    /// <summary>The token at the beginning: letters, hyphens and underscores (§2.2.1); a version after it is no part of it.</summary>
    private static string Product(string value) => string.Concat(value.TakeWhile(one => char.IsAsciiLetter(one) || one is '-' or '_'));

    private static TimeSpan? Seconds(string value) =>
        double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds < 1e6 ? TimeSpan.FromSeconds(seconds) : null;

    private sealed class RobotsGroup
    {
        public List<RobotsRule> Rules { get; } = [];

        public TimeSpan? Delay { get; set; }
    }
}
