using System.CommandLine;
using Digest.Subscribers;

namespace Digest.Web.Commands;

/// <summary><c>subscribers export [FILE.csv]</c>: everybody, to a file or to standard output.</summary>
internal static class SubscribersExportCommand
{
    public static Command Create()
    {
        var file = new Argument<string?>("FILE.csv") { Description = "Where to write; without it, standard output", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("export", "Write all subscribers as CSV") { file };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(file), parsed.GetValue(CommandLine.Json), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string? path, bool json, CancellationToken cancellation)
    {
        await using var scope = await CommandScope.OpenAsync(cancellation);
        var export = scope.Get<SubscriberExport>();
        if (path is null)
        {
            await PrintAsync(export, json);
            return ExitCode.Done;
        }
        try
        {
            int count;
            await using (var output = new FileStream(path, FileMode.Create, FileAccess.Write))
                count = await export.WriteAsync(output);
            if (json)
                CommandScope.WriteJson(new { file = path, subscribers = count });
            else
                await Console.Out.WriteLineAsync($"{count} subscribers written to {path}");
            return ExitCode.Done;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"{path}: {problem.Message}");
            return ExitCode.WrongUse;
        }
    }

    private static async Task PrintAsync(SubscriberExport export, bool json)
    {
        if (json)
        {
            var rows = new List<ExportRow>();
            await foreach (var row in export.RowsAsync())
                rows.Add(row);
            CommandScope.WriteJson(rows);
            return;
        }
        await using var output = Console.OpenStandardOutput();
        await export.WriteAsync(output);
    }
}
