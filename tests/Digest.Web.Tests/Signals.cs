using System.Diagnostics;

namespace Digest.Web.Tests;

/// <summary>What the platform's own process class cannot send.</summary>
internal static class Signals
{
    /// <summary><c>kill -TERM</c>, as a service manager asks; returns when the process has ended, with the time that took.</summary>
    public static async Task<TimeSpan> TerminateAsync(Process process)
    {
        var asked = Stopwatch.GetTimestamp();
        using (var signal = Process.Start("sh", ["-c", $"kill -TERM {process.Id}"]))
            await signal.WaitForExitAsync();
        await process.WaitForExitAsync();
        return Stopwatch.GetElapsedTime(asked);
    }
}
