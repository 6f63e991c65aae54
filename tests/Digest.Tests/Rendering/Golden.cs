using System.Runtime.CompilerServices;
using Digest.Rendering;

namespace Digest.Tests.Rendering;

/// <summary>
/// What messages look like, kept in <c>Golden/</c> and compared to the letter. After a wanted change run the tests with
/// <c>DIGEST_UPDATE_GOLDEN=1</c> and read the difference before it is committed.
/// </summary>
internal static class Golden
{
    private static readonly bool Update = Environment.GetEnvironmentVariable("DIGEST_UPDATE_GOLDEN") == "1";

    public static void ShouldBeGolden(this Rendered rendered, string name)
    {
        Compare(name + ".html", rendered, rendered.Html);
        Compare(name + ".txt", rendered, rendered.Text);
    }

    private static void Compare(string name, Rendered rendered, string part)
    {
        var actual = rendered.Markers.Aggregate(part, (text, marker) => text.Replace(marker.Value, $"slot-{marker.Key}", StringComparison.Ordinal));
        var file = Path.Combine(Folder(), name);
        if (Update)
            File.WriteAllText(file, actual);
        File.Exists(file).ShouldBeTrue($"{name} is missing: DIGEST_UPDATE_GOLDEN=1 writes it");
        actual.ShouldBe(File.ReadAllText(file), $"{name} differs; DIGEST_UPDATE_GOLDEN=1 rewrites it");
    }

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Golden");
}
