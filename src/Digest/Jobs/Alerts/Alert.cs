namespace Digest.Jobs.Alerts;

/// <summary>A trouble as a row: open while the condition lasts.</summary>
public sealed record Alert
{
    /// <summary>Its columns.</summary>
    internal const string Columns = "id, key, severity, problem, remedy, link, link_text, once, opened_at, seen_at, ended_at";

    public long Id { get; init; }

    public string Key { get; init; } = "";

    public AlertSeverity Severity { get; init; }

    public string Problem { get; init; } = "";

    public string Remedy { get; init; } = "";

    public string Link { get; init; } = "";

    public string LinkText { get; init; } = "";

    /// <summary>Something that happened: noticed once, and never over.</summary>
    public bool Once { get; init; }

    public long OpenedAt { get; init; }

    /// <summary>When it was last found.</summary>
    public long SeenAt { get; init; }

    /// <summary>Null while it lasts.</summary>
    public long? EndedAt { get; init; }
}
