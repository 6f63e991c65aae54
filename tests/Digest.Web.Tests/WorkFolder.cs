using System.Text.Json;

namespace Digest.Web.Tests;

/// <summary>An empty folder in which the program is started as a process.</summary>
internal sealed class WorkFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("digest-work-").FullName;

    /// <summary>Settings as environment variables, such as <c>Smtp__Host</c>.</summary>
    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal);

    public Task<ProgramRun> RunAsync(params string[] arguments) => ProgramRun.StartAsync(Root, Environment, arguments);

    /// <summary>Runs a command with <c>--json</c> and reads its document.</summary>
    public async Task<(int ExitCode, JsonElement Document)> JsonAsync(params string[] arguments)
    {
        var run = await RunAsync([.. arguments, "--json"]);
        run.Output.ShouldNotBeEmpty(run.Errors);
        return (run.ExitCode, JsonDocument.Parse(run.Output).RootElement);
    }

    /// <summary>Makes confirmed readers.</summary>
    public async Task ImportAsync(params IEnumerable<string> addresses)
    {
        var file = Path.Combine(Root, "readers.csv");
        await File.WriteAllLinesAsync(file, ["address", .. addresses]);
        (await RunAsync("subscribers", "import", file, "--confirmed")).ExitCode.ShouldBe(0);
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
