using System.ComponentModel.DataAnnotations;

namespace Digest.Outbox;

/// <summary>How unfinished messages are pursued (settings section <c>Outbox</c>).</summary>
public sealed class OutboxOptions
{
    /// <summary>
    /// Whether a message whose answer was lost after the final dot is submitted once more, under the same Message-ID.
    /// Default: true (a reader may get it twice); false: it stays uncertain (a reader may not get it).
    /// </summary>
    public bool ResubmitUncertain { get; set; } = true;

    /// <summary>
    /// A message over which the connection breaks so many times, while others' messages go, is parked: it counts as failed, and the
    /// connections are spared. 1 to 100. Default: 5.
    /// </summary>
    [Range(1, 100)]
    public int ParkAfterBreaks { get; set; } = 5;

    /// <summary>Hours for which a deferred message is tried again before it counts as failed, 1 to 240. Default: 72.</summary>
    [Range(1, 240)]
    public int GiveUpAfterHours { get; set; } = 72;
}
