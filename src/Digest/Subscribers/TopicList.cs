using System.Text.Json;

namespace Digest.Subscribers;

/// <summary>The topics a reader follows or mutes, as a column keeps them: sorted, each once, so that equal choices are equal texts.</summary>
public static class TopicList
{
    /// <summary>Topics beyond this number are not kept.</summary>
    public const int Most = 100;

    /// <summary>No choice: everything.</summary>
    public const string Everything = "[]";

    /// <summary>No topic is muted.</summary>
    public const string None = "[]";

    private const int LongestTopic = 100;

    public static string Write(IEnumerable<string> topics) => JsonSerializer.Serialize(topics
        .Select(topic => topic.Trim())
        .Where(topic => topic.Length is > 0 and <= LongestTopic)
        .DistinctBy(topic => topic.ToUpperInvariant())
        .Order(StringComparer.Ordinal)
        .Take(Most));

    public static IReadOnlyList<string> Read(string json) => JsonSerializer.Deserialize<string[]>(json) ?? [];
}
