namespace Digest.Mail.Dkim;

/// <summary>Puts a new key where only its owner can read it.</summary>
public static class DkimKeyFile
{
    /// <summary>Writes a key file; one that is there already is left alone.</summary>
    /// <exception cref="DkimKeyException">It cannot be written, or there is a file of that name.</exception>
    public static async Task WriteAsync(DkimKey key, string file, CancellationToken cancellation = default)
    {
        // A key that is lost cannot be had again, and its record may be published.
        if (File.Exists(file) || Directory.Exists(file))
            throw new DkimKeyException($"'{file}' exists already and is left as it is: name another file");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await using var stream = new StreamWriter(file, options);
            await stream.WriteAsync(key.ToPem().AsMemory(), cancellation);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new DkimKeyException($"'{file}' cannot be written: {Mime.HeaderRules.Squeeze(problem.Message)}");
        }
    }
}
