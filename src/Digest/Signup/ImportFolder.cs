using System.Globalization;
using Digest.Storage;

namespace Digest.Signup;

/// <summary>Where uploaded files lie until they are imported: beside the database, served to nobody.</summary>
public sealed class ImportFolder(Database database)
{
    private readonly string folder = Path.Combine(database.Folder, "imports");

    /// <summary>Keeps a file under a name of its own until it is known under which number.</summary>
    /// <returns>The path; it can be read at once.</returns>
    public async Task<string> ReceiveAsync(Stream content, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"{Guid.NewGuid():N}.part");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        // It is full of addresses, and other users of the machine need not read them.
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var file = new FileStream(path, options);
        await content.CopyToAsync(file, cancellation);
        return path;
    }

    public void Adopt(string received, long importId) => File.Move(received, PathOf(importId), overwrite: true);

    public FileStream Open(long importId) => new(PathOf(importId), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);

    public void Delete(long importId)
    {
        if (File.Exists(PathOf(importId)))
            File.Delete(PathOf(importId));
    }

    /// <summary>Removes what belongs to none of the imports: an upload that was broken off.</summary>
    public void Sweep(IEnumerable<long> kept, DateTimeOffset before)
    {
        if (!Directory.Exists(folder))
            return;
        var names = kept.Select(PathOf).ToHashSet(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(folder).Where(path => !names.Contains(path) && File.GetLastWriteTimeUtc(path) < before.UtcDateTime))
            File.Delete(path);
    }

    private string PathOf(long importId) => Path.Combine(folder, importId.ToString(CultureInfo.InvariantCulture) + ".csv");
}
