using System.Text.Json;
using Digest.Related;

namespace Digest.Tests.Related.Gold;

/// <summary>The judged stories: see the README beside this file.</summary>
internal sealed class GoldSet
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly Dictionary<(long Query, long Story), string> grades;

    private GoldSet(IReadOnlyList<GoldStory> stories, Dictionary<(long Query, long Story), string> grades)
    {
        Stories = stories;
        this.grades = grades;
        Documents = [.. stories.Select((story, at) => new RelatedDocument(at + 1, story.Headline, story.Dek, story.Text, story.Published, $"https://news.example/{story.Id}"))];
        Now = stories.Max(story => story.Published).AddDays(1);
    }

    public static string Folder { get; } = Path.Combine(Repository.Root, "tests", "Digest.Tests", "Related", "Gold");

    public IReadOnlyList<GoldStory> Stories { get; }

    /// <summary>The stories as the index takes them; numbered from 1 in the order of the file.</summary>
    public IReadOnlyList<RelatedDocument> Documents { get; }

    public DateTimeOffset Now { get; }

    public IReadOnlyDictionary<(long Query, long Story), string> Grades => grades;

    public static GoldSet Read()
    {
        var stories = File.ReadLines(Path.Combine(Folder, "stories.jsonl")).Select(line => JsonSerializer.Deserialize<GoldStory>(line, Json)!).ToList();
        var numbers = stories.Select((story, at) => (story.Id, Number: at + 1L)).ToDictionary(one => one.Id, one => one.Number, StringComparer.Ordinal);
        var judgments = File.ReadLines(Path.Combine(Folder, "judgments.tsv")).Skip(1).Select(line => line.Split('\t'))
            .ToDictionary(cells => (numbers[cells[0]], numbers[cells[1]]), cells => cells[2]);
        return new GoldSet(stories, judgments);
    }

    /// <summary>The same stories as a feed brings them that has headlines and deks only.</summary>
    public GoldSet WithoutTexts() => new([.. Stories.Select(story => story with { Text = "" })], grades);

    public GoldStory Story(long number) => Stories[(int)number - 1];

    /// <summary>0 to 3; a version of the query is 0.</summary>
    public int Grade(long query, long story) => grades.TryGetValue((query, story), out var grade) && grade is "1" or "2" or "3" ? grades[(query, story)][0] - '0' : 0;
}

internal sealed record GoldStory(string Id, string Matter, string Language, DateTimeOffset Published, string Headline, string Dek, string Text);
