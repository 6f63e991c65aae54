namespace Digest.Net;

/// <summary>What the guarded client may reach (settings section <c>Net</c>).</summary>
public sealed class NetOptions
{
    /// <summary>
    /// Whether feeds may lie at loopback, private and other special addresses. Default: false; for development and for
    /// a site whose feed is only reachable from inside.
    /// </summary>
    public bool AllowPrivateAddresses { get; set; }
}
