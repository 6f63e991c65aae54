using System.ComponentModel.DataAnnotations;

namespace Digest.Related;

/// <summary>What counts as related (settings section <c>Related</c>).</summary>
public sealed class RelatedOptions
{
    /// <summary>Days after which a story is worth half as much as one of the same day, 1 to 3650. Default: 90.</summary>
    [Range(1, 3650)]
    public int HalfLifeDays { get; set; } = 90;

    /// <summary>
    /// The score below which nothing is offered, 0.01 to 1. A score is the share of what makes a story distinct (its rare and
    /// prominent words, half of it those of headline and dek alone) that the other one has too, lessened by the time between them. Default: 0.14.
    /// </summary>
    [Range(0.01, 1)]
    public double MinimumScore { get; set; } = 0.14;
}
