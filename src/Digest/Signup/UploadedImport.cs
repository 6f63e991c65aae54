using System.Text.Json;
using Digest.Subscribers;

namespace Digest.Signup;

/// <summary>A file of readers that an admin has uploaded, and how far its import is.</summary>
public sealed record UploadedImport
{
    public long Id { get; init; }

    /// <summary>Without its folder.</summary>
    public string FileName { get; init; } = "";

    /// <summary>Bytes.</summary>
    public long Size { get; init; }

    /// <summary>Lines with readers, good or not.</summary>
    public int Lines { get; init; }

    /// <summary>Who uploaded it.</summary>
    public string Admin { get; init; } = "";

    /// <summary>JSON: the <see cref="ImportField"/> of each column.</summary>
    public string Meanings { get; init; } = "[]";

    /// <summary>Whether its readers have consented elsewhere.</summary>
    public bool Confirmed { get; init; }

    public ImportState State { get; init; }

    /// <summary>Lines that were answered.</summary>
    public int Done { get; init; }

    /// <summary>Became active, or are asked to confirm.</summary>
    public int Added { get; init; }

    /// <summary>Those of the added who are asked to confirm.</summary>
    public int Asked { get; init; }

    /// <summary>Left as they are; also repetitions within the file.</summary>
    public int Known { get; init; }

    /// <summary>Those of the known who have left or must get nothing.</summary>
    public int Gone { get; init; }

    public int Refused { get; init; }

    /// <summary>Why it failed.</summary>
    public string? Problem { get; init; }

    public long UploadedAt { get; init; }

    public long? StartedAt { get; init; }

    public long? EndedAt { get; init; }

    public bool IsOpen => State is ImportState.Waiting or ImportState.Running;

    public IReadOnlyList<ImportField> ReadMeanings() => JsonSerializer.Deserialize<ImportField[]>(Meanings) ?? [];
}

/// <summary>How far an import is.</summary>
public enum ImportState
{
    /// <summary>Waits for somebody to say what its columns mean, and to start it.</summary>
    Uploaded,

    /// <summary>Started; waits for the worker.</summary>
    Waiting,

    Running,
    Done,

    /// <summary>The file could not be read to its end.</summary>
    Failed,

    /// <summary>Somebody stopped it; what was imported stays.</summary>
    Stopped,
}
