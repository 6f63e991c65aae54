using Digest.Rendering;
using Digest.Storage;
using Digest.Web.Commands;
using Digest.Web.Settings;
using Microsoft.Data.Sqlite;

namespace Digest.Web;

/// <summary>What broke, in one line for whoever started the program, and what the program answers.</summary>
internal static class Failure
{
    public static (string Line, int ExitCode) Of(Exception problem)
    {
        var (line, exitCode) = problem switch
        {
            SettingsException or DatabaseTooNewException => (problem.Message, ExitCode.WrongUse),
            OperationCanceledException => ("Stopped.", ExitCode.DoneWithFailures),
            CommandException or TemplateException or IOException or UnauthorizedAccessException => (problem.Message, ExitCode.DoneWithFailures),
            _ when Inside(problem) is { } database => ($"{DatabaseName()} cannot be used: {Words(database)}", ExitCode.DoneWithFailures),
            _ => ($"This should not have happened: {problem.Message} (with DIGEST_TRACE=1 in the environment the program says where)", ExitCode.DoneWithFailures),
        };
        return (line.ReplaceLineEndings(" "), exitCode);
    }

    /// <summary>Does what comes before anything else; what keeps the data from being opened is told as a setting that cannot be used.</summary>
    /// <exception cref="SettingsException">The database or its folder cannot be used.</exception>
    public static async Task<T> OpeningAsync<T>(AppSettings settings, Func<Task<T>> open)
    {
        try
        {
            return await open();
        }
        catch (SqliteException problem)
        {
            throw new SettingsException($"The database {settings.DatabaseFile} cannot be used: {Words(problem)}");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"The data folder {Path.GetDirectoryName(settings.DatabaseFile)} cannot be used: {problem.Message}");
        }
    }

    /// <summary>What SQLite's result code means for people (https://www.sqlite.org/rescode.html).</summary>
    public static string Words(SqliteException problem) => problem.SqliteErrorCode switch
    {
        5 or 6 => "another program holds it; end that program or wait for it",
        3 or 8 or 23 => "it may not be written to by the user that runs this program",
        10 => "the disk gave an error, or is full",
        11 => "the file is damaged; restore a backup",
        13 => "the disk is full",
        14 => "it cannot be opened; it must be a file in a folder that the user that runs this program may write to",
        26 => "the file is not a database; Storage:ConnectionString must name another",
        _ => problem.Message,
    };

    // What the exception does not say; the job engine has a file of its own beside the application's.
    private static string DatabaseName()
    {
        try
        {
            return $"A database in {Path.GetDirectoryName(AppSettings.Read(Environment.CurrentDirectory).DatabaseFile)}";
        }
        catch (SettingsException)
        {
            return "The database";
        }
    }

    private static SqliteException? Inside(Exception? problem)
    {
        while (problem is not null and not SqliteException)
            problem = problem.InnerException;
        return problem as SqliteException;
    }
}
