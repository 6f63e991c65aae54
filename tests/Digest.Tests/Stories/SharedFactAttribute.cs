namespace Digest.Tests.Stories;

/// <summary>A test on public test data that lies beside the repository and is not part of it; skipped where it is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedFactAttribute : FactAttribute
{
    private static readonly string Folder = Find();

    public SharedFactAttribute(string needed)
    {
        if (!Path.Exists(PathOf(needed)))
            Skip = $"The test data {needed} are not beside the repository (folder 'shared', or DIGEST_SHARED).";
    }

    public static string PathOf(string name) => Path.Combine(Folder, name);

    private static string Find()
    {
        if (Environment.GetEnvironmentVariable("DIGEST_SHARED") is { Length: > 0 } named)
            return named;
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Digest.sln")))
            folder = folder.Parent;
        return Path.Combine(folder?.Parent?.FullName ?? AppContext.BaseDirectory, "shared");
    }
}
