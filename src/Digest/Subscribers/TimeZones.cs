namespace Digest.Subscribers;

/// <summary>The time zones that a reader can choose, by their IANA names.</summary>
public static class TimeZones
{
    private static readonly Lazy<IReadOnlyList<string>> Names = new(() => [.. TimeZoneInfo.GetSystemTimeZones()
        .Select(Iana)
        .Where(name => name?.Contains('/', StringComparison.Ordinal) == true && !name.StartsWith("Etc/", StringComparison.Ordinal))
        .Select(name => name!)
        .Append("UTC")
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal)]);

    /// <summary>All of them, sorted.</summary>
    public static IReadOnlyList<string> All => Names.Value;

    /// <summary>Whether this machine knows the zone under this name.</summary>
    public static bool Exists(string name) => name.Length is > 0 and <= 64 && TimeZoneInfo.TryFindSystemTimeZoneById(name, out _);

    private static string? Iana(TimeZoneInfo zone)
    {
        if (zone.HasIanaId)
            return zone.Id;
        return TimeZoneInfo.TryConvertWindowsIdToIanaId(zone.Id, out var name) ? name : null;
    }
}
