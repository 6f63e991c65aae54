using System.Globalization;

namespace Digest.Editions.Ranking;

/// <summary>Why an item stands where it does. Each part is what it adds, with its weight.</summary>
public sealed record ItemScore
{
    /// <summary>Who pinned it to the top; null: nobody did.</summary>
    public string? PinnedBy { get; init; }

    public double Freshness { get; init; }

    public double ClusterSize { get; init; }

    public double FeedOrder { get; init; }

    public double Pictures { get; init; }

    public double FollowedTopics { get; init; }

    /// <summary>What it loses for being like items above it: 0 or less.</summary>
    public double Variety { get; init; }

    /// <summary>What it is worth before it is compared with items above it. Rounded, so that the last bits of a fraction decide nothing.</summary>
    public double Worth => Math.Round(Freshness + ClusterSize + FeedOrder + Pictures + FollowedTopics, 9);

    public double Total => Worth + Variety;

    /// <summary>The parts that count, in a line for editors.</summary>
    /// <param name="size">How many stories the item has.</param>
    public string Words(int size)
    {
        List<string> parts = PinnedBy is null ? [] : [$"pinned by {PinnedBy}"];
        Add("fresh", Freshness);
        Add(string.Create(CultureInfo.InvariantCulture, $"{(size == 2 ? "two" : size)} stories"), ClusterSize);
        Add("place in the feed", FeedOrder);
        Add("picture", Pictures);
        Add("topics followed", FollowedTopics);
        Add("like items above", Variety);
        return parts.Count == 0 ? "nothing counts for it but its time" : string.Join(" · ", parts);

        void Add(string what, double part)
        {
            if (Math.Abs(part) >= 0.005)
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"{what} {(part < 0 ? "−" : "")}{Math.Abs(part):0.00}"));
        }
    }
}
