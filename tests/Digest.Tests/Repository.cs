namespace Digest.Tests;

/// <summary>The checkout that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Digest.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside a checkout.");
        return folder.FullName;
    }
}
