using Digest.Stories;
using Xunit.Abstractions;

namespace Digest.Tests.Stories;

/// <summary>Public feeds of other projects, read and compared with what those projects expect.</summary>
public sealed class FeedCorpusTests(ITestOutputHelper output)
{
    [SharedFact("corpora/feeds/expected.tsv")]
    public void At_least_99_of_100_expectations_are_met()
    {
        var folder = SharedFactAttribute.PathOf("corpora/feeds");
        var rows = File.ReadLines(Path.Combine(folder, "expected.tsv")).Skip(1).Select(line => line.Split('\t')).ToList();
        var misses = rows.Count(row => !IsMet(Path.Combine(folder, row[0]), row[1], row[2], row[3]));
        output.WriteLine($"{rows.Count - misses} of {rows.Count}");
        rows.Count.ShouldBeGreaterThan(100);
        (misses / (double)rows.Count).ShouldBeLessThanOrEqualTo(0.01);
    }

    [SharedFact("seed/feed.xml")]
    public void The_feed_of_the_first_description_is_read_whole()
    {
        var path = SharedFactAttribute.PathOf("seed/feed.xml");
        var feed = FeedReader.Read(File.ReadAllBytes(path), address: new Uri(path));
        feed.Problems.ShouldBeEmpty();
        feed.Licence!.ShouldContain("CC BY-NC-ND 3.0");
        feed.Stories.Count.ShouldBe(6);
        feed.Stories.ShouldAllBe(story => story.Byline != null && story.Dek != null && story.Published != null && story.Topics.Count > 0 && story.Link == story.Id);
        var first = feed.Stories[0];
        first.Headline.ShouldStartWith("\"");
        first.Picture!.Caption.ShouldNotBeNull();
        first.Picture.Credit!.ShouldStartWith("Photo: ");
        (first.Picture.Width, first.Picture.Height).ShouldBe((1200, 800));
        first.Text!.Split("\n\n").Length.ShouldBe(13);
        feed.Stories[3].Dek![0].ShouldBe('“');
    }

    private bool IsMet(string file, string where, string field, string expected)
    {
        var feed = FeedReader.Read(File.ReadAllBytes(file), address: new Uri(file));
        var story = where == "feed" ? null : feed.Stories.ElementAtOrDefault(int.Parse(where["article".Length..]));
        var actual = Squeeze((where, field) switch
        {
            ("feed", "title") => feed.Title,
            ("feed", _) => feed.Link,
            (_, "title") => story?.Headline,
            (_, "link") => story?.Link,
            (_, "id") => story?.Id,
            (_, "summary") => story?.Dek,
            (_, "author" or "author0") => story?.Byline,
            (_, "published") => $"{story?.Published:yyyy-MM-dd'T'HH:mm:ss'Z'}",
            (_, "updated") => $"{story?.Updated:yyyy-MM-dd'T'HH:mm:ss'Z'}",
            (_, "topic0") => story?.Topics is [var topic, ..] ? topic : null,
            (_, "image") => story?.Picture?.Url,
            _ => null,
        });
        // A byline may leave out the address beside the name.
        var isMet = actual == Squeeze(expected) || (field.StartsWith("author", StringComparison.Ordinal) && actual.Length > 0 && Squeeze(expected).Contains(actual, StringComparison.Ordinal));
        if (!isMet)
            output.WriteLine($"{Path.GetFileName(file)} {where}.{field}: expected '{expected}', got '{actual}'");
        return isMet;
    }

    private static string Squeeze(string? text) => string.Join(' ', (text ?? "").Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
}
