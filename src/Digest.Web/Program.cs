using System.Globalization;
using Digest.Storage;
using Digest.Web;
using Digest.Web.Commands;
using Digest.Web.Settings;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

try
{
    return await CommandLine.RunAsync(args);
}
catch (Exception problem) when (problem is SettingsException or DatabaseTooNewException)
{
    await Console.Error.WriteLineAsync(problem.Message);
    return ExitCode.WrongUse;
}
