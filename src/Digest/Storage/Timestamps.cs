namespace Digest.Storage;

/// <summary>Times in rows are UTC milliseconds since 1970, so that both databases compare and sort them alike.</summary>
public static class Timestamps
{
    public static long ToMilliseconds(this DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    public static DateTimeOffset ToTime(this long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    public static DateTimeOffset? ToTime(this long? milliseconds) => milliseconds?.ToTime();

    /// <summary>The clock's present, as rows keep it.</summary>
    public static long Milliseconds(this TimeProvider clock) => clock.GetUtcNow().ToUnixTimeMilliseconds();
}
