using System.Diagnostics;
using System.Text.Json;

namespace Digest.Tests.Tools;

/// <summary>The machine's Python, for judging by programs that we did not write.</summary>
internal static class Python
{
    // Debian's own first: its packages are installed for that one.
    private static readonly string[] Candidates = ["/usr/bin/python3", "python3"];

    /// <summary>The first Python that has a module, or null.</summary>
    public static string? Find(string module) => Candidates.FirstOrDefault(candidate => Has(candidate, module));

    /// <summary>Runs a script of the tests' folder and reads the JSON document it prints.</summary>
    /// <param name="module">What the script imports.</param>
    /// <param name="script">Its path below tests/Digest.Tests.</param>
    /// <param name="arguments">The script's arguments.</param>
    public static async Task<JsonElement> RunAsync(string module, string script, params string[] arguments)
    {
        using var process = Start(Find(module)!, [Script(script), .. arguments]);
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, await errors);
        return JsonDocument.Parse(output).RootElement;
    }

    /// <summary>Starts Python with redirected streams; the caller ends it.</summary>
    public static Process Start(string python, IEnumerable<string> arguments) =>
        Process.Start(new ProcessStartInfo(python, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;

    private static bool Has(string python, string module)
    {
        try
        {
            using var process = Start(python, ["-c", $"import {module}"]);
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static string Script(string path) => Path.Combine(Repository.Root, "tests", "Digest.Tests", path);
}
