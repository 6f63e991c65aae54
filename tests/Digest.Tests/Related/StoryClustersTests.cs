using System.Diagnostics;
using Digest.Related;

namespace Digest.Tests.Related;

/// <summary>Which stories are about one event: by likenesses that a test says, and by the index.</summary>
public sealed class StoryClustersTests
{
    private static readonly DateTimeOffset Morning = new(2026, 3, 2, 6, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Stories_that_are_alike_are_one_group_the_latest_first() =>
        Groups([At(1, hours: 0), At(2, hours: 5), At(3, hours: 9)], [(1, 3, 0.6)]).ShouldBe("3 1 | 2");

    [Fact]
    public void What_is_less_alike_than_the_setting_stays_apart() =>
        Groups([At(1, hours: 0), At(2, hours: 5)], [(1, 2, 0.24)]).ShouldBe("2 | 1");

    [Fact]
    public void Nobody_is_one_with_another_only_because_both_resemble_a_third() =>
        Groups([At(1, hours: 0), At(2, hours: 1), At(3, hours: 2)], [(1, 2, 0.5), (2, 3, 0.45)]).ShouldBe("3 | 2 1");

    [Fact]
    public void Who_joins_a_group_must_be_like_all_of_it_on_average() =>
        Groups([At(1, hours: 0), At(2, hours: 1), At(3, hours: 2)], [(1, 2, 0.5), (2, 3, 0.45), (1, 3, 0.2)]).ShouldBe("3 2 1");

    [Fact]
    public void From_one_story_to_the_next_no_more_time_passes_than_the_window()
    {
        (long, long, double)[] alike = [(1, 2, 0.8), (2, 3, 0.8), (1, 3, 0.8)];
        Groups([At(1, hours: 0), At(2, hours: 60), At(3, hours: 120)], alike).ShouldBe("3 2 1");
        Groups([At(1, hours: 0), At(3, hours: 120)], alike).ShouldBe("3 | 1", "without the one between them");
        Groups([At(1, hours: 0), At(2, hours: 73), At(3, hours: 80)], alike).ShouldBe("3 2 | 1");
    }

    [Fact]
    public void Versions_of_a_story_belong_together_whatever_else_they_resemble() =>
        Groups([At(1, hours: 0), At(2, hours: 50), At(3, hours: 51), At(4, hours: 100)], [(2, 1, 1), (2, 3, 0.6), (4, 2, 1)]).ShouldBe("4 2 1 | 3");

    [Fact]
    public void A_headline_that_comes_back_after_the_window_is_another_story_s() =>
        Groups([At(1, hours: 0), At(2, hours: 200)], [(1, 2, 1)]).ShouldBe("2 | 1");

    [Fact]
    public void A_window_of_no_hours_leaves_only_what_editors_join() =>
        Groups([At(1, hours: 0), At(2, hours: 1), At(3, hours: 2)], [(1, 2, 1)], [new StoryTie(2, 3, Joined: true)], new RelatedOptions { ClusterHours = 0 }).ShouldBe("3 2 | 1");

    [Fact]
    public void An_editor_s_word_goes_before_the_index()
    {
        DatedStory[] stories = [At(1, hours: 0), At(2, hours: 1), At(3, hours: 500)];
        Groups(stories, [(1, 2, 1)], [new StoryTie(1, 2, Joined: false), new StoryTie(1, 3, Joined: true)]).ShouldBe("3 1 | 2");
    }

    [Fact]
    public void What_comes_later_joins_the_story_it_resembles_and_all_that_an_editor_joined_to_that() =>
        Groups([At(1, hours: 0), At(2, hours: 1), At(3, hours: 2)], [(1, 3, 0.5)], [new StoryTie(1, 2, Joined: true)]).ShouldBe("3 2 1");

    [Fact]
    public void What_resembles_two_that_an_editor_parted_goes_with_the_one_it_resembles_more() =>
        Groups([At(1, hours: 0), At(2, hours: 1), At(3, hours: 2)], [(1, 3, 0.5), (2, 3, 0.6), (1, 2, 0.6)], [new StoryTie(1, 2, Joined: false)]).ShouldBe("3 2 | 1");

    [Fact]
    public void Of_contradicting_words_the_latest_hold_whichever_that_is()
    {
        DatedStory[] stories = [At(1, hours: 0), At(2, hours: 1), At(3, hours: 2)];
        StoryTie ab = new(1, 2, Joined: true), bc = new(2, 3, Joined: true), ac = new(1, 3, Joined: false);
        Groups(stories, [], [ac, bc, ab]).ShouldBe("3 2 | 1");
        Groups(stories, [], [ac, ab, bc]).ShouldBe("3 | 2 1");
        Groups(stories, [], [bc, ab, ac]).ShouldBe("3 2 1");
        Groups(stories, [], [new StoryTie(1, 2, Joined: false), ab]).ShouldBe("3 | 2 | 1");
        Groups(stories, [], [new StoryTie(1, 1, Joined: false), new StoryTie(2, 2, Joined: true)]).ShouldBe("3 | 2 | 1", "a story and itself");
    }

    [Fact]
    public void Two_stories_are_joined_by_way_of_one_that_nobody_asks_for() =>
        Groups([At(1, hours: 0), At(3, hours: 2)], [], [new StoryTie(1, 2, Joined: true), new StoryTie(2, 3, Joined: true)]).ShouldBe("3 1");

    [Fact]
    public void Asked_for_some_it_tells_the_groups_that_just_those_make()
    {
        var clusters = Clusters([At(1, hours: 0), At(2, hours: 1), At(3, hours: 2), At(4, hours: 3)], [(1, 2, 0.6), (1, 3, 0.6), (2, 3, 0.6)]);
        Show(clusters.Groups([1, 2, 3, 4])).ShouldBe("4 | 3 2 1");
        Show(clusters.Groups([4, 1, 3])).ShouldBe("4 | 3 1");
        Show(clusters.Groups([2, 2])).ShouldBe("2");
        clusters.Groups([]).ShouldBeEmpty();
    }

    [Fact]
    public void The_index_finds_what_is_about_one_event_and_no_lookalikes()
    {
        var groups = ByIndex(
            ("Ferry Margaret Rose runs aground off Skerry Point", "All forty passengers of the ferry were taken off by lifeboats."),
            ("Passengers describe night on the stranded Margaret Rose", "The ferry lies on the rocks off Skerry Point; tugs are on their way."),
            ("Tugs pull the Margaret Rose off Skerry Point", "The ferry is towed to the harbour; its hull is torn."),
            ("Harbour ferry fares to rise in April", "Commuters protest against the third rise in two years."),
            ("Rose garden opens a night early", "Margaret Hale planted the first of its bushes forty years ago."));
        groups.ShouldBe("5 | 4 | 3 2 1");
    }

    [Fact]
    public void Languages_do_not_keep_stories_of_one_event_apart_nor_put_others_together()
    {
        var groups = ByIndex(
            ("Erdrutsch bei Wetzin sperrt Bahnstrecke", "Geröll liegt auf den Gleisen bei Wetzin."),
            ("Bahnstrecke bei Wetzin nach Erdrutsch wieder frei", "Das Geröll ist von den Gleisen geräumt."),
            ("La sequía vacía los embalses del Alzor", "Los agricultores piden ayudas."),
            ("Los embalses del Alzor, vacíos por la sequía", "Los agricultores riegan con agua desalada."),
            ("Die Gleise der Straßenbahn werden erneuert", "Im Mai beginnt es am Markt."));
        groups.ShouldBe("5 | 4 3 | 2 1");
    }

    [Fact]
    public void Near_duplicate_headlines_are_versions_of_one_story() =>
        ByIndex(("Council approves the harbour tram line", null), ("Council approves harbour tram line", "Building begins in autumn.")).ShouldBe("2 1");

    [Fact]
    public void One_word_headlines_emoji_and_nothing_at_all_get_sane_answers()
    {
        ByIndex(("Fog", null), ("Rain", null), ("Sun", null)).ShouldBe("3 | 2 | 1");
        ByIndex(("Fog", null), ("Fog", null), ("Rain", null)).ShouldBe("3 | 2 1");
        ByIndex(("🎉", null), ("🎉🎉", null), ("", null), ("", "")).ShouldBe("4 | 3 | 2 | 1");
    }

    [Fact]
    public void Stories_that_are_all_alike_are_one_group() =>
        ByIndex([.. Enumerable.Range(0, 40).Select(_ => ("The harbour master resigns over the tram", (string?)"He gave no reasons."))]).ShouldBe(string.Join(' ', Enumerable.Range(1, 40).Reverse()));

    [Fact]
    public void Five_hundred_stories_are_put_together_in_time_however_alike_they_are()
    {
        var same = string.Join(' ', Enumerable.Range(0, 200).Select(word => $"matter{word}"));
        var documents = Enumerable.Range(1, 500).Select(id => new RelatedDocument(id, $"Flood on the river Orvalle reaches village{id} and bridge{id * 7}", $"The dam above number{id} held.", same, Morning.AddMinutes(id), $"https://n.example/{id}")).ToList();
        var index = RelatedIndex.Build(documents);
        var clock = Stopwatch.StartNew();
        var clusters = new StoryClusters([.. documents.Select(one => new DatedStory(one.Id, one.Published!.Value.ToUnixTimeMilliseconds()))], [], index.Likeness, new RelatedOptions());
        clusters.Groups(documents.Select(one => one.Id)).Sum(group => group.Count).ShouldBe(500);
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10), "two busy cores");
    }

    [Fact]
    public void Likeness_is_the_same_from_both_sides_and_has_bounds()
    {
        var index = RelatedIndex.Build(Newsroom.Documents);
        foreach (var one in Newsroom.Documents)
        {
            foreach (var other in Newsroom.Documents.Where(other => other.Id != one.Id))
            {
                var likeness = index.Likeness(one.Id, other.Id);
                likeness.ShouldBe(index.Likeness(other.Id, one.Id));
                likeness.ShouldBeInRange(0, 0.9999, "none of them are versions");
            }
        }
        index.Likeness(1, 99_999).ShouldBe(0, "an unknown story is like none");
    }

    private static DatedStory At(long id, double hours) => new(id, Morning.AddHours(hours).ToUnixTimeMilliseconds());

    private static string Groups(DatedStory[] stories, (long, long, double)[] alike, StoryTie[]? ties = null, RelatedOptions? options = null) =>
        Show(Clusters(stories, alike, ties, options).Groups(stories.Select(story => story.Id)));

    private static StoryClusters Clusters(DatedStory[] stories, (long One, long Other, double Likeness)[] alike, StoryTie[]? ties = null, RelatedOptions? options = null) =>
        new(stories, ties ?? [], (one, other) => alike.SingleOrDefault(pair => (pair.One == one && pair.Other == other) || (pair.One == other && pair.Other == one)).Likeness, options ?? new RelatedOptions { ClusterScore = 0.25, MinimumScore = 0.2 });

    private static string ByIndex(params (string Headline, string? Dek)[] stories)
    {
        var documents = stories.Select((story, at) => new RelatedDocument(at + 1, story.Headline, story.Dek, Text: null, Morning.AddHours(at), $"https://n.example/{at + 1}")).ToList();
        // Beside an archive, as it is in life.
        var index = RelatedIndex.Build([.. documents, .. Newsroom.Documents.Select(one => one with { Id = one.Id + 1_000 })]);
        return Show(new StoryClusters([.. documents.Select(one => new DatedStory(one.Id, one.Published!.Value.ToUnixTimeMilliseconds()))], [], index.Likeness, new RelatedOptions()).Groups(documents.Select(one => one.Id)));
    }

    private static string Show(IReadOnlyList<IReadOnlyList<long>> groups) => string.Join(" | ", groups.Select(group => string.Join(' ', group)));
}
