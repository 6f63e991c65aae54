using System.Reflection;

namespace Digest.Jobs;

/// <summary>This process, as runs and the list of machines name it.</summary>
internal sealed class ThisMachine(TimeProvider clock, string? workerId = null)
{
    /// <summary>Never given twice, as process ids are; the same by which leases name it.</summary>
    public string Id { get; } = workerId ?? Guid.NewGuid().ToString("N");

    public string Host { get; } = Environment.MachineName;

    public int ProcessId { get; } = Environment.ProcessId;

    public string Version { get; } = (typeof(ThisMachine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "").Split('+')[0];

    public DateTimeOffset StartedAt { get; } = clock.GetUtcNow();

    /// <summary>For people: the host, and the process there.</summary>
    public string Name => $"{Host} ({ProcessId})";
}
