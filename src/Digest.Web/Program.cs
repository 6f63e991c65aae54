using System.Globalization;
using Digest.Web;
using Digest.Web.Commands;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

try
{
    return await CommandLine.RunAsync(args);
}
catch (Exception problem) when (Environment.GetEnvironmentVariable("DIGEST_TRACE") is null)
{
    var (line, exitCode) = Failure.Of(problem);
    await Console.Error.WriteLineAsync(line);
    return exitCode;
}
