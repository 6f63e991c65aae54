using System.CommandLine;
using Digest.Signup;
using Digest.Storage;
using Digest.Stories;
using Digest.Subscribers;

namespace Digest.Web.Commands;

/// <summary><c>subscribers import FILE.csv</c>: our own columns, Mailchimp's and Substack's.</summary>
internal static class SubscribersImportCommand
{
    private const int RefusalsShown = 20;

    public static Command Create()
    {
        var file = new Argument<string>("FILE.csv") { Description = "A table with a column 'address' or 'email'; name, cadence, time_zone, topics, consented_at and consent_source are read too. UTF-8; what is no UTF-8 is read as Windows-1252" };
        var confirmed = new Option<bool>("--confirmed") { Description = "These readers have consented already: they become active without being asked, apart from those whom the file itself calls Pending" };
        var command = new Command("import", "Bring readers in from a CSV file (our own, Mailchimp's or Substack's)") { file, confirmed };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetRequiredValue(file), parsed.GetValue(confirmed), parsed.GetValue(CommandLine.Json), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string path, bool confirmed, bool json, CancellationToken cancellation)
    {
        try
        {
            if (Directory.Exists(path))
                throw new ImportFileException("is a folder, not a file");
            await using var content = await OpenAsync(path, cancellation);
            await using var scope = await CommandScope.OpenAsync(cancellation);
            var topics = await new ArchiveTopics(scope.Get<Database>()).ReadAsync();
            var report = await ImportProgress.ShowAsync(content, show: !json, lines => scope.Get<ReaderImport>()
                .RunAsync(lines(ImportFile.Read(content, topics)), Path.GetFileName(path), confirmed, cancellation));
            Print(report, path, confirmed, json);
            return report.Refused.Count > 0 ? ExitCode.DoneWithFailures : ExitCode.Done;
        }
        catch (Exception problem) when (problem is ImportFileException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"{path}: {(problem is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : problem.Message)}");
            return ExitCode.WrongUse;
        }
    }

    // What comes through a pipe can be read only once, so it is kept.
    private static async Task<Stream> OpenAsync(string path, CancellationToken cancellation)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        if (file.CanSeek)
            return file;
        await using var pipe = file;
        var kept = new MemoryStream();
        await pipe.CopyToAsync(kept, cancellation);
        kept.Position = 0;
        return kept;
    }

    private static void Print(ImportReport report, string path, bool confirmed, bool json)
    {
        if (json)
        {
            CommandScope.WriteJson(new { file = path, confirmed, report.Imported, report.Asked, report.AlreadyKnown, report.Refused });
            return;
        }
        Console.Out.WriteLine(confirmed ? $"{report.Imported - report.Asked} imported as readers" : $"{report.Imported} imported; each is asked by mail to confirm");
        if (confirmed && report.Asked > 0)
            Console.Out.WriteLine($"{report.Asked} imported that the file calls Pending; each is asked by mail to confirm");
        Console.Out.WriteLine($"{report.AlreadyKnown} already known and left as they are");
        Console.Out.WriteLine($"{report.Refused.Count} refused");
        foreach (var line in report.Refused.Take(RefusalsShown))
            Console.Out.WriteLine($"  line {line.Line}: {line.Address}: {line.Reason}");
        if (report.Refused.Count > RefusalsShown)
            Console.Out.WriteLine($"  and {report.Refused.Count - RefusalsShown} more; --json lists them all");
    }
}
