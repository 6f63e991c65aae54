using System.Globalization;
using Digest.Storage;
using Digest.Web;
using Digest.Web.Commands;
using Digest.Web.Settings;
using Microsoft.Data.Sqlite;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

try
{
    return await CommandLine.RunAsync(args);
}
catch (Exception problem) when (problem is SettingsException or DatabaseTooNewException)
{
    return await SayAsync(problem.Message, ExitCode.WrongUse);
}
catch (SqliteException problem)
{
    return await SayAsync($"The database cannot be used: {problem.Message}", ExitCode.DoneWithFailures);
}
catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
{
    return await SayAsync(problem.Message, ExitCode.DoneWithFailures);
}
catch (CommandException problem)
{
    return await SayAsync(problem.Message, ExitCode.DoneWithFailures);
}
catch (OperationCanceledException)
{
    return await SayAsync("Stopped.", ExitCode.DoneWithFailures);
}
catch (Exception problem) when (Environment.GetEnvironmentVariable("DIGEST_TRACE") is null)
{
    return await SayAsync($"This should not have happened: {problem.Message} (with DIGEST_TRACE=1 in the environment the program says where)", ExitCode.DoneWithFailures);
}

static async Task<int> SayAsync(string message, int exitCode)
{
    await Console.Error.WriteLineAsync(message.ReplaceLineEndings(" "));
    return exitCode;
}
