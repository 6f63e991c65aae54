using System.Diagnostics;
using Digest.Related;

namespace Digest.Tests.Related;

public sealed class RelatedIndexTests
{
    private static readonly HashSet<long> None = [];
    private static readonly DateTimeOffset Today = Newsroom.Today;

    [Fact]
    public void What_is_offered_is_about_the_same_matter_and_lookalikes_get_nothing()
    {
        var index = RelatedIndex.Build(Newsroom.Documents);
        var offers = Newsroom.Documents.SelectMany(story => index.Find(story.Id, 3, None, Today, RelatedDirection.Either).Select(offer => (Story: story.Id, Offer: offer))).ToList();

        var wrong = offers.Where(one => Newsroom.MatterOf(one.Story) is "" || Newsroom.MatterOf(one.Story) != Newsroom.MatterOf(one.Offer.Id)).ToList();
        wrong.Select(one => $"{Newsroom.Stories[one.Story - 1].Headline} -> {Newsroom.Stories[one.Offer.Id - 1].Headline} ({one.Offer.Score}: {string.Join(' ', one.Offer.Words)})").ShouldBeEmpty();
    }

    [Fact]
    public void Most_stories_of_a_running_matter_find_another_one_of_it_though_none_has_a_text()
    {
        var index = RelatedIndex.Build(Newsroom.Documents);
        var running = Newsroom.Documents.Where(story => Newsroom.MatterOf(story.Id) is not "").ToList();

        var alone = running.Where(story => index.Find(story.Id, 3, None, Today, RelatedDirection.Either).Count == 0).Select(story => story.Headline).ToList();

        alone.Count.ShouldBeLessThanOrEqualTo(running.Count / 6, string.Join("; ", alone));
    }

    [Fact]
    public void An_edition_is_never_offered_a_later_story()
    {
        var index = RelatedIndex.Build(Newsroom.Documents);

        foreach (var story in Newsroom.Documents)
            index.Find(story.Id, 5, None, Today).ShouldAllBe(offer => offer.Id < story.Id);
        index.Find(1, 5, None, Today).ShouldBeEmpty("it is the oldest");
        index.Find(4, 5, None, Today).Count.ShouldBeGreaterThanOrEqualTo(2);
    }

    [Fact]
    public void Between_equals_the_more_recent_one_comes_first()
    {
        var index = RelatedIndex.Build(
        [
            Story(1, "Ferry Astrid runs aground off Lund island", Today.AddDays(-60)),
            Story(2, "Ferry Astrid hits a reef near Lund island", Today.AddDays(-20)),
            Story(3, "Passengers of ferry Astrid stranded at Lund island", Today),
            .. Others(4),
        ]);

        index.Find(3, 3, None, Today).Select(offer => offer.Id).ShouldBe([2, 1]);
    }

    [Fact]
    public void Age_takes_a_story_below_the_minimum()
    {
        RelatedDocument[] documents =
        [
            Story(1, "Ferry Astrid runs aground off Lund island", Today.AddDays(-1000)),
            Story(2, "Passengers of ferry Astrid stranded at Lund island", Today),
            .. Others(3),
        ];

        RelatedIndex.Build(documents).Find(2, 3, None, Today).ShouldBeEmpty();
        RelatedIndex.Build(documents, new RelatedOptions { HalfLifeDays = 3650 }).Find(2, 3, None, Today).ShouldHaveSingleItem().Id.ShouldBe(1);
    }

    [Fact]
    public void The_story_itself_its_versions_and_what_is_excluded_are_not_offered()
    {
        var index = RelatedIndex.Build(
        [
            Story(1, "Ferry Astrid runs aground off Lund island", Today.AddDays(-3)),
            Story(2, "Ferry Astrid runs aground off Lund island", Today.AddDays(-2)),
            Story(3, "The ferry Astrid ran aground: what Lund islanders saw", Today.AddDays(-1)) with { Link = "https://news.example/astrid" },
            Story(4, "Salvage of ferry Astrid begins at Lund island", Today),
            Story(5, "Salvage of ferry Astrid begins at Lund island at dawn", Today.AddHours(-1)),
            Story(6, "Update: ferry Astrid, Lund island, the salvage", Today.AddHours(-1)) with { Link = "https://news.example/4" },
            .. Others(7),
        ]);

        index.Find(4, 5, None, Today).Select(offer => offer.Id).ShouldBe([2, 3], ignoreOrder: true, "one of the two alike, neither the same link nor the same headline again");
        index.Find(4, 5, new HashSet<long> { 2, 3 }, Today).Select(offer => offer.Id).ShouldBe([1]);
        index.Find(4, 1, None, Today).Count.ShouldBe(1);
        index.Find(99, 5, None, Today).ShouldBeEmpty("it is unknown");
    }

    [Fact]
    public void An_updated_story_is_found_by_what_it_says_now()
    {
        var index = RelatedIndex.Build(
        [
            Story(1, "Something happened at sea", Today.AddDays(-1)),
            Story(2, "Salvage of ferry Astrid begins at Lund island", Today),
            .. Others(3),
        ]);
        index.Find(2, 3, None, Today).ShouldBeEmpty();

        index.Add(Story(1, "Ferry Astrid runs aground off Lund island", Today.AddDays(-1)));

        index.Find(2, 3, None, Today).ShouldHaveSingleItem().Id.ShouldBe(1);
        index.Add(Story(1, "Something happened at sea", Today.AddDays(-1)));
        index.Find(2, 3, None, Today).ShouldBeEmpty();
        index.Count.ShouldBe(2 + Others(3).Count());
    }

    [Fact]
    public void The_words_say_why_as_people_write_them()
    {
        var index = RelatedIndex.Build(
        [
            Story(1, "Séverine Łukasz's Orchestra Plays In Zürich", Today.AddDays(-1)),
            Story(2, "ORCHESTRAS OF ZURICH HONOUR SEVERINE LUKASZ", Today) with { Dek = "The orchestra will play." },
            Story(3, "In Zürich, Séverine Łukasz rehearses", Today.AddDays(-9)),
            .. Others(4),
        ]);

        var words = index.Find(2, 3, None, Today)[0].Words;

        words.Take(4).ShouldBe(["Séverine", "Łukasz", "Zürich", "orchestra"], ignoreOrder: true);
        words[^1].ShouldBe("play", "everybody plays");
    }

    [Fact]
    public void Odd_stories_are_answered_with_nothing()
    {
        var index = RelatedIndex.Build(
        [
            Story(1, "Weather", Today), Story(2, "Weather", Today.AddHours(-1)), Story(3, "The weather", Today.AddHours(-2)),
            Story(4, "", Today), Story(5, "", Today), Story(6, "🎉🎉🎉", Today), Story(7, "🎉🎉🎉 🎉", Today), Story(8, "2026", Today), Story(9, "\ud83d", Today),
            Story(10, "And so it is", Today), Story(11, "It is so", Today),
            .. Others(20),
        ]);

        for (var id = 1; id <= 11; id++)
            index.Find(id, 5, None, Today, RelatedDirection.Either).ShouldBeEmpty();
    }

    [Fact]
    public void A_megabyte_of_text_and_one_endless_word_are_read_up_to_a_bound()
    {
        var text = string.Join(' ', Enumerable.Range(0, 150_000).Select(i => $"word{i}"));
        var watch = Stopwatch.StartNew();
        var index = RelatedIndex.Build(
        [
            Story(1, "Ferry Astrid runs aground off Lund island", Today) with { Text = text },
            Story(2, "Salvage of ferry Astrid begins at Lund island", Today) with { Text = new string('x', 1_000_000) },
            .. Others(3),
        ]);

        index.Find(2, 3, None, Today).ShouldHaveSingleItem().Id.ShouldBe(1);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Ten_thousand_stories_are_asked_against_all_in_good_time_and_the_answers_are_the_same_again()
    {
        var random = new Random(7);
        var documents = Enumerable.Range(1, 10_000).Select(id => Story(id, Sentence(random, 9), Today.AddHours(-id)) with { Dek = Sentence(random, 20), Text = Sentence(random, 120) }).ToList();
        var watch = Stopwatch.StartNew();

        var index = RelatedIndex.Build(documents);
        // Each fourth: not optimised and beside other tests all of them take longer than people would wait.
        var answers = documents.Where(story => story.Id % 4 == 0).Select(story => index.Find(story.Id, 3, None, Today, RelatedDirection.Either)).ToList();

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
        var again = RelatedIndex.Build(documents);
        foreach (var at in Enumerable.Range(0, 200))
            Describe(again.Find((4 * at) + 4, 3, None, Today, RelatedDirection.Either)).ShouldBe(Describe(answers[at]));
    }

    [Fact]
    public void Ten_thousand_stories_that_are_all_alike_are_related_to_none_and_quickly()
    {
        var documents = Enumerable.Range(1, 10_000).Select(id => Story(id, "Ferry Astrid runs aground off Lund island", Today.AddHours(-id)) with { Text = "The same text about the ferry Astrid and Lund island each time." }).ToList();
        var watch = Stopwatch.StartNew();

        var index = RelatedIndex.Build(documents);

        documents.ShouldAllBe(story => index.Find(story.Id, 3, None, Today, RelatedDirection.Either).Count == 0);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }

    private static RelatedDocument Story(long id, string headline, DateTimeOffset published) => new(id, headline, Dek: null, Text: null, published, $"https://news.example/{id}");

    /// <summary>Stories of other matters, so that words can be rare.</summary>
    private static IEnumerable<RelatedDocument> Others(long from) => Newsroom.Documents.Select(story => story with { Id = from + story.Id, Link = $"https://news.example/{from + story.Id}" });

    // Words as frequent as in a language: a few everywhere, most hardly ever.
    private static string Sentence(Random random, int words) =>
        string.Join(' ', Enumerable.Range(0, words).Select(_ => $"w{(int)(20_000 * Math.Pow(random.NextDouble(), 3))}"));

    private static string Describe(IReadOnlyList<RelatedStory> offers) => string.Join(' ', offers.Select(offer => $"{offer.Id}:{offer.Score}:{string.Join(',', offer.Words)}"));
}
