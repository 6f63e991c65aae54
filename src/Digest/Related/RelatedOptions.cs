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

    /// <summary>
    /// How alike stories must be, on average, to be about one event and stand in an edition as one item, 0.01 to 1; <see cref="MinimumScore"/>
    /// where that is higher. Told as a score, without the time between them. Default: 0.45.
    /// </summary>
    [Range(0.01, 1)]
    public double ClusterScore { get; set; } = 0.45;

    /// <summary>
    /// Hours that may lie between a story and the next one about the same event, or the next version of it, 0 to 720. Default: 72.
    /// 0: only what editors join stands together.
    /// </summary>
    [Range(0, 720)]
    public int ClusterHours { get; set; } = 72;
}
