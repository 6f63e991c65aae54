namespace Digest.Web.Security.Kept;

/// <summary>A form that was posted and not performed, as far as it may be kept: neither passwords nor files.</summary>
internal sealed record KeptForm
{
    /// <summary>Path and query that it was posted to.</summary>
    public string Path { get; init; } = "";

    public IReadOnlyList<KeptField> Fields { get; init; } = [];

    /// <summary>The fields whose content is to be typed again.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>The fields whose file is to be chosen again.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    public bool IsMultipart { get; init; }

    public long KeptAt { get; init; }
}

/// <summary>What was typed into one field.</summary>
internal sealed record KeptField(string Name, string Value);
