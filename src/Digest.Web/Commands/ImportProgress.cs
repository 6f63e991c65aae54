using Digest.Signup;
using Digest.Subscribers;
using Spectre.Console;

namespace Digest.Web.Commands;

/// <summary>A bar on standard error while a file is read, when a person is looking.</summary>
internal static class ImportProgress
{
    private const int LinesPerStep = 500;

    /// <summary>Runs the import, with or without the bar.</summary>
    /// <param name="content">The file; its position is the progress.</param>
    /// <param name="show">False: no bar, whoever is looking.</param>
    /// <param name="work">The import; it passes its lines through the given function.</param>
    public static Task<ImportReport> ShowAsync(Stream content, bool show, Func<Func<IEnumerable<ImportLine>, IEnumerable<ImportLine>>, Task<ImportReport>> work)
    {
        if (!show || Console.IsErrorRedirected)
            return work(lines => lines);
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress().AutoClear(true).StartAsync(progress =>
        {
            var task = progress.AddTask("Reading", maxValue: Math.Max(1, content.Length));
            return work(lines => Watched(lines, () => task.Value = content.Position));
        });
    }

    private static IEnumerable<ImportLine> Watched(IEnumerable<ImportLine> lines, Action step)
    {
        var count = 0;
        foreach (var line in lines)
        {
            if (++count % LinesPerStep == 0)
                step();
            yield return line;
        }
    }
}
