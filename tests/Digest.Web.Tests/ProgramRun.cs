using System.Diagnostics;

namespace Digest.Web.Tests;

/// <summary>One run of the program's command line in a folder, as a shell would start it.</summary>
/// <param name="ExitCode">What it answered its caller.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Errors">Standard error.</param>
internal sealed record ProgramRun(int ExitCode, string Output, string Errors)
{
    /// <summary>Runs a command to its end.</summary>
    public static Task<ProgramRun> StartAsync(string folder, params string[] arguments) => StartAsync(folder, new Dictionary<string, string>(StringComparer.Ordinal), arguments);

    /// <summary>Runs a command to its end, with settings in environment variables.</summary>
    public static async Task<ProgramRun> StartAsync(string folder, IReadOnlyDictionary<string, string> environment, string[] arguments)
    {
        using var process = Begin(folder, environment, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new ProgramRun(process.ExitCode, await output, await errors);
    }

    /// <summary>Begins a run; the caller reads its streams and ends it.</summary>
    public static Process Begin(string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Digest.Web.dll"), .. arguments])
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
