using System.Diagnostics;

namespace Digest.Web.Tests.Safety;

/// <summary>A disk of a few megabytes, which can be filled up.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly string ballast;

    public SmallDisk(int megabytes)
    {
        ballast = Path.Combine(Folder, "ballast");
        Mount(Folder, megabytes).ShouldBeTrue();
    }

    /// <summary>Why there can be none here; null: there can.</summary>
    public static string? Missing { get; } = Try() ? null : "A small disk can be mounted by root only, on a system that allows it.";

    public string Folder { get; } = Directory.CreateTempSubdirectory("digest-disk-").FullName;

    /// <summary>Leaves no room for another page.</summary>
    public void Fill()
    {
        var block = new byte[64 * 1024];
        for (var size = block.Length; size >= 512; size /= 2)
        {
            try
            {
                using var file = new FileStream(ballast, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
                while (true)
                    file.Write(block, 0, size);
            }
            catch (IOException)
            {
                // Full for pieces of this size.
            }
        }
    }

    public void MakeRoom() => File.Delete(ballast);

    public ValueTask DisposeAsync()
    {
        Run("umount", Folder);
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private static bool Mount(string folder, int megabytes) => Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", folder);

    private static bool Try()
    {
        if (Environment.UserName != "root")
            return false;
        var folder = Directory.CreateTempSubdirectory("digest-disk-").FullName;
        var works = Mount(folder, 1) && Run("umount", folder);
        Directory.Delete(folder);
        return works;
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}

/// <summary>A fact that needs a disk of its own; skipped, saying so, where none can be mounted.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MountFactAttribute : FactAttribute
{
    public MountFactAttribute() => Skip = SmallDisk.Missing;
}
