using System.Text.RegularExpressions;

namespace Digest.Tests;

/// <summary>Which slice may know which, as CONTRIBUTING.md says it.</summary>
public sealed partial class SliceRuleTests
{
    private static readonly string[] Shared = ["Storage", "Net", "Links", "Languages"];

    private static readonly Dictionary<string, string[]> Knows = new(StringComparer.Ordinal)
    {
        ["Storage"] = [],
        ["Net"] = [],
        ["Links"] = [],
        ["Languages"] = [],
        ["Stories"] = [],
        ["Subscribers"] = [],
        ["Rendering"] = [],
        ["Mail"] = [],
        ["Related"] = ["Stories"],
        ["Outbox"] = ["Mail", "Subscribers"],
        ["Editions"] = ["Stories", "Related", "Subscribers", "Rendering", "Outbox"],
        ["Signup"] = ["Subscribers", "Rendering", "Outbox"],
        ["Bounces"] = ["Outbox", "Subscribers"],
        ["Jobs"] = ["Stories", "Related", "Subscribers", "Signup", "Editions", "Rendering", "Mail", "Outbox", "Bounces"],
    };

    public static TheoryData<string> Slices => new(Directory.GetDirectories(Path.Combine(Repository.Root, "src", "Digest"))
        .Select(folder => Path.GetFileName(folder)!).Where(name => name is not ("bin" or "obj")));

    [Theory]
    [MemberData(nameof(Slices))]
    public void A_slice_knows_only_the_slices_it_may_know(string slice)
    {
        Knows.ShouldContainKey(slice);
        var allowed = Knows[slice].Concat(Shared).Append(slice).ToHashSet(StringComparer.Ordinal);
        var offences =
            from file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "Digest", slice), "*.cs", SearchOption.AllDirectories)
            from Match match in Mention().Matches(File.ReadAllText(file))
            where !allowed.Contains(match.Groups["slice"].Value)
            select $"{Path.GetFileName(file)} knows {match.Groups["slice"].Value}";
        offences.Distinct().ShouldBeEmpty();
    }

    [Fact]
    public void Only_the_job_slice_names_the_job_engine()
    {
        var files = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}Jobs{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && File.ReadAllText(file).Contains("using Quartz", StringComparison.Ordinal));
        files.ShouldBeEmpty();
    }

    [GeneratedRegex(@"^using (?:static )?Digest\.(?<slice>\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mention();
}
