using System.Data.Common;
using Digest.Rendering;
using Digest.Storage;
using Digest.Web.Commands;
using Digest.Web.Settings;

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
            _ when Inside(problem) is { } database => ($"{DatabaseName()} cannot be used: {DatabaseProblem.Words(database)}", ExitCode.DoneWithFailures),
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
        catch (DbException problem)
        {
            throw new SettingsException($"The database {settings.DatabaseName} cannot be used: {DatabaseProblem.Words(problem)}");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"The data folder {settings.Storage.Folder} cannot be used: {problem.Message}");
        }
    }

    // What the exception does not say; the job engine has a file of its own beside the application's.
    private static string DatabaseName()
    {
        try
        {
            var settings = AppSettings.Read(Environment.CurrentDirectory);
            return settings.Storage.Provider is StorageProvider.Sqlite ? $"A database in {settings.Storage.Folder}" : $"The database {settings.DatabaseName}";
        }
        catch (SettingsException)
        {
            return "The database";
        }
    }

    private static DbException? Inside(Exception? problem)
    {
        while (problem is not null and not DbException)
            problem = problem.InnerException;
        return problem as DbException;
    }
}
