namespace Digest.Web.Settings;

/// <summary>Where settings are read from and what relative data paths hang on.</summary>
internal static class SettingsFolder
{
    public const string FileName = "appsettings.json";

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
            .AddJsonFile(Path.Combine(folder, "appsettings.Local.json"), optional: true, reloadOnChange: false)
            .AddEnvironmentVariables();
        if (overrides is not null)
            builder.AddInMemoryCollection(overrides);
        try
        {
            return builder.Build();
        }
        catch (InvalidDataException problem)
        {
            throw new SettingsException($"{problem.Message} {problem.InnerException?.Message.ReplaceLineEndings(" ")}".Trim());
        }
    }
}
