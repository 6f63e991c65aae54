using System.Text.Json;
using Digest.Storage;
using Digest.Tests.Tools;

namespace Digest.Web.Tests;

/// <summary>An empty folder in which the program is started as a process.</summary>
internal sealed class WorkFolder : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TestStorage storage = Task.Run(() => TestStorage.CreateAsync(empty: true)).GetAwaiter().GetResult();

    public WorkFolder()
    {
        foreach (var (key, value) in storage.Settings)
            Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("digest-work-").FullName;

    /// <summary>Settings as environment variables, such as <c>Smtp__Host</c>.</summary>
    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal);

    /// <summary>The database of the program that runs in the folder.</summary>
    public Database OpenDatabase() => new(storage.Options.Provider is StorageProvider.Postgres
        ? storage.Options
        : new StorageOptions { ConnectionString = $"Data Source={Path.Combine(Root, "data", "digest.db")}" });

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

    /// <summary>The message that came as the given one to the pickup folder, with its encoded lines joined.</summary>
    public async Task<string> MessageAsync(int number)
    {
        var outbox = Path.Combine(Root, "data", "outbox");
        await UntilAsync(() => Task.FromResult(Directory.Exists(outbox) && Directory.GetFiles(outbox, "*.eml").Length >= number));
        var newest = new DirectoryInfo(outbox).GetFiles("*.eml").MaxBy(file => file.LastWriteTimeUtc)!;
        return (await File.ReadAllTextAsync(newest.FullName)).Replace("=\r\n", "", StringComparison.Ordinal);
    }

    /// <summary>Waits until something holds, for a minute at most.</summary>
    public static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await holds())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    public void Dispose()
    {
        Task.Run(() => storage.DisposeAsync().AsTask()).GetAwaiter().GetResult();
        Directory.Delete(Root, recursive: true);
    }
}
