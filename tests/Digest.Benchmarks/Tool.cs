using System.Diagnostics;
using System.Globalization;

namespace Digest.Benchmarks;

/// <summary>Other programs, and what they cost.</summary>
internal static class Tool
{
    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message has what it said.</exception>
    public static async Task<Spent> RunAsync(string program, IReadOnlyList<string> arguments, string folder, IReadOnlyDictionary<string, string>? environment = null)
    {
        // The shell's own clock knows what its child has spent when it has ended.
        var start = new ProcessStartInfo("bash", ["-c", "TIMEFORMAT='spent %U %S %R'; time \"$0\" \"$@\"", program, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var (output, errors, memory) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync(), PeakAsync(process));
        await process.WaitForExitAsync();
        var said = await errors;
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} failed: {said}{await output}");
        var numbers = said[(said.LastIndexOf("spent ", StringComparison.Ordinal) + 6)..].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(word => double.Parse(word, CultureInfo.InvariantCulture)).ToArray();
        return new Spent(numbers[0] + numbers[1], numbers[2], await memory, await output);
    }

    /// <summary>The most memory that the program had at once, in megabytes; the system keeps count until it ends.</summary>
    private static async Task<double> PeakAsync(Process shell)
    {
        var peak = 0.0;
        while (!shell.HasExited)
        {
            foreach (var child in Children(shell.Id))
            {
                var line = Lines($"/proc/{child}/status").FirstOrDefault(one => one.StartsWith("VmHWM:", StringComparison.Ordinal));
                if (line is not null)
                    peak = Math.Max(peak, double.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024);
            }
            await Task.WhenAny(shell.WaitForExitAsync(), Task.Delay(100));
        }
        return peak;
    }

    private static IEnumerable<string> Children(int id) => Lines($"/proc/{id}/task/{id}/children").SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static string[] Lines(string file)
    {
        try
        {
            return File.ReadAllLines(file);
        }
        catch (IOException)
        {
            return [];
        }
    }
}

/// <summary>What a program has spent.</summary>
/// <param name="Cpu">Seconds, its own and the system's for it.</param>
/// <param name="Wall">Seconds.</param>
/// <param name="Peak">Megabytes.</param>
/// <param name="Output">What it said.</param>
internal sealed record Spent(double Cpu, double Wall, double Peak, string Output);
