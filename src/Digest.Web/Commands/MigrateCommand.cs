using System.CommandLine;
using Digest.Storage;
using Digest.Web.Settings;

namespace Digest.Web.Commands;

/// <summary><c>migrate</c>: brings the database to this version.</summary>
internal static class MigrateCommand
{
    public static Command Create()
    {
        var command = new Command("migrate", "Bring the database to this version");
        command.SetAction(async (parsed, cancellation) =>
        {
            var settings = AppSettings.Read(Environment.CurrentDirectory);
            using var database = new Database(settings.Storage);
            var applied = await Failure.OpeningAsync(settings, () => new Migrator(database, TimeProvider.System).MigrateAsync(cancellation));
            if (parsed.GetValue(CommandLine.Json))
                CommandScope.WriteJson(new { database = database.Name, applied });
            else
                await Console.Out.WriteLineAsync(applied.Count == 0 ? "The database is up to date." : $"Applied {string.Join(", ", applied)}.");
            return ExitCode.Done;
        });
        return command;
    }
}
