using System.ComponentModel.DataAnnotations;

namespace Digest.Related;

/// <summary>What counts as related (settings section <c>Related</c>).</summary>
public sealed class RelatedOptions
{
    /// <summary>Days after which a story is worth half as much as one of the same day, 1 to 3650. Default: 120.</summary>
    [Range(1, 3650)]
    public int HalfLifeDays { get; set; } = 120;

    /// <summary>
    /// The score below which nothing is offered, 0.01 to 1. A score grows with the share of the two stories' rare and prominent words
    /// that both have, and with the number of such words; it is lessened by the time between them. Default: 0.31.
    /// </summary>
    [Range(0.01, 1)]
    public double MinimumScore { get; set; } = 0.31;
}
