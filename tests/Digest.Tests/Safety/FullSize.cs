namespace Digest.Tests.Safety;

/// <summary>How large the proofs are: small where they run with every change, full with DIGEST_FULL=1.</summary>
internal static class FullSize
{
    public static bool IsWanted { get; } = Environment.GetEnvironmentVariable("DIGEST_FULL") is "1";

    /// <summary>One of two sizes.</summary>
    public static int Or(int full, int reduced) => IsWanted ? full : reduced;
}
