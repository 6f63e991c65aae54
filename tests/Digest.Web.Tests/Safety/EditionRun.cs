using System.Diagnostics;
using System.Text.Json;

namespace Digest.Web.Tests.Safety;

/// <summary>The program sending an edition, until it ends or somebody ends it.</summary>
internal sealed class EditionRun : IAsyncDisposable
{
    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task<string> errors;

    public EditionRun(WorkFolder folder)
    {
        process = ProgramRun.Begin(folder.Root, folder.Environment, "edition", "send", "--json");
        output = process.StandardOutput.ReadToEndAsync();
        errors = process.StandardError.ReadToEndAsync();
        Ended = EndAsync();
    }

    /// <summary>The exit code, when it is over.</summary>
    public Task<int> Ended { get; }

    /// <summary>As the power going off: <c>kill -9</c>.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await Ended;
    }

    /// <summary>As a service manager asks: <c>kill -TERM</c>; tells how long it took to end.</summary>
    public Task<TimeSpan> TerminateAsync() => Signals.TerminateAsync(process);

    /// <summary>What it reported at its end.</summary>
    public async Task<JsonElement> ReportAsync()
    {
        await Ended;
        (await output).ShouldNotBeEmpty(await errors);
        return JsonDocument.Parse(await output).RootElement;
    }

    public async Task<string> ErrorsAsync() => await errors;

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            await KillAsync();
        process.Dispose();
    }

    private async Task<int> EndAsync()
    {
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
