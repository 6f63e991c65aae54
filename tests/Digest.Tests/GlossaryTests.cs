using Digest.Storage;

namespace Digest.Tests;

/// <summary>The glossary's words, as the code uses them.</summary>
public sealed class GlossaryTests
{
    [Fact]
    public void A_word_of_the_glossary_names_one_type_at_most()
    {
        var words = File.ReadLines(Path.Combine(Repository.Root, "GLOSSARY.md")).Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .SelectMany(line => line.Split('|')[1].Split(',', StringSplitOptions.TrimEntries)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        words.ShouldContain("Edition");
        typeof(Database).Assembly.GetTypes().Where(type => !type.IsNested && words.Contains(type.Name))
            .GroupBy(type => type.Name, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1)
            .Select(same => string.Join(" and ", same.Select(type => type.FullName))).ShouldBeEmpty();
    }
}
