using System.Globalization;
using System.Text;

namespace Digest.Net.Robots;

/// <summary>What a host's robots.txt says to one crawler (RFC 9309).</summary>
public sealed record RobotsRules
{
    private const string OwnPath = "/robots.txt";

    /// <summary>Everything is allowed: there is no robots.txt, or it has nothing for us.</summary>
    public static readonly RobotsRules AllowAll = new();

    internal IReadOnlyList<RobotsRule> Rules { get; init; } = [];

    /// <summary>How long the host asks for between two requests (no part of RFC 9309); null: it does not say.</summary>
    public TimeSpan? CrawlDelay { get; init; }

    /// <summary>Whether an address of the host may be fetched: the longest rule that matches says so; of two equally long ones the kinder one (§2.2.2).</summary>
    public bool Allow(Uri address)
    {
        var path = RobotsPath.OfAddress(address);
        if (path == OwnPath)
            return true;
        RobotsRule? strongest = null;
        foreach (var rule in Rules)
        {
            if (strongest is not null && (rule.Pattern.Length < strongest.Pattern.Length || (rule.Pattern.Length == strongest.Pattern.Length && !rule.IsAllowed)))
                continue;
            if (rule.Matches(path))
                strongest = rule;
        }
        return strongest?.IsAllowed ?? true;
    }

    /// <summary>As a robots.txt for every crawler: what is kept of a much larger one.</summary>
    public override string ToString()
    {
        var text = new StringBuilder("User-agent: *\n");
        if (CrawlDelay is { } delay)
            text.Append(CultureInfo.InvariantCulture, $"Crawl-delay: {delay.TotalSeconds:0.###}\n");
        foreach (var rule in Rules)
            text.Append(rule.IsAllowed ? "Allow: " : "Disallow: ").Append(rule.Pattern).Append('\n');
        return text.ToString();
    }
}

/// <summary>One line of a group.</summary>
/// <param name="Pattern">As it is compared (<see cref="RobotsPath"/>), with <c>*</c> for anything and <c>$</c> for the end.</param>
/// <param name="IsAllowed">What it says.</param>
internal sealed record RobotsRule(string Pattern, bool IsAllowed)
{
    private readonly bool isWhole = Pattern.EndsWith('$');
    private readonly string[] parts = Pattern.TrimEnd('$').Split('*');

    /// <summary>Each part is taken where it first fits: that is linear in the path for each part, and never worse for what follows.</summary>
    public bool Matches(string path)
    {
        if (!path.StartsWith(parts[0], StringComparison.Ordinal))
            return false;
        var at = parts[0].Length;
        for (var i = 1; i < parts.Length; i++)
        {
            if (isWhole && i == parts.Length - 1)
                return path.Length - at >= parts[i].Length && path.EndsWith(parts[i], StringComparison.Ordinal);
            var found = path.IndexOf(parts[i], at, StringComparison.Ordinal);
            if (found < 0)
                return false;
            at = found + parts[i].Length;
        }
        return !isWhole || at == path.Length;
    }
}
