using System.Globalization;
using System.Text.Json;

namespace Digest.Web.Settings;

/// <summary>Where settings are read from and what relative data paths hang on.</summary>
internal static class SettingsFolder
{
    public const string FileName = "appsettings.json";
    private const string LocalFileName = "appsettings.Local.json";

    /// <summary>The current folder when it has an <c>appsettings.json</c>, else the program's when that has one, else the current folder.</summary>
    public static string Find(string currentFolder)
    {
        if (File.Exists(Path.Combine(currentFolder, FileName)))
            return currentFolder;
        return File.Exists(Path.Combine(AppContext.BaseDirectory, FileName)) ? AppContext.BaseDirectory : currentFolder;
    }

    /// <summary>The settings of a folder: its file, its local file (not committed), then environment variables, then what the caller adds.</summary>
    public static IConfigurationRoot Load(string folder, IEnumerable<KeyValuePair<string, string?>>? overrides = null)
    {
        var builder = new ConfigurationBuilder()
            .AddEnvironmentVariables("ASPNETCORE_")
            .AddJsonFile(Path.Combine(folder, FileName), optional: true, reloadOnChange: false)
            .AddJsonFile(Path.Combine(folder, LocalFileName), optional: true, reloadOnChange: false)
            .AddEnvironmentVariables()
            .SetFileLoadExceptionHandler(failed => throw new SettingsException(Why(Path.Combine(folder, failed.Provider.Source.Path ?? ""), failed.Exception)));
        if (overrides is not null)
            builder.AddInMemoryCollection(overrides);
        try
        {
            return builder.Build();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"The settings in {folder} cannot be read: {problem.Message}");
        }
    }

    private static string Why(string file, Exception? problem)
    {
        for (var cause = problem; cause is not null; cause = cause.InnerException)
        {
            if (cause is JsonException { LineNumber: { } line } json)
                return string.Create(CultureInfo.InvariantCulture, $"{file}, line {line + 1}: {json.Message.Split(" LineNumber:")[0]}");
            problem = cause;
        }
        return $"{file}: {problem?.Message}";
    }
}
