namespace Digest.Tests.Related.Gold;

public sealed class GoldSetTests
{
    private readonly GoldSet gold = GoldSet.Read();

    [Fact]
    public void It_is_large_enough_to_tell_rankers_apart()
    {
        gold.Stories.Count.ShouldBeGreaterThanOrEqualTo(300);
        gold.Stories.Select(story => story.Matter).Where(matter => matter.Length > 0).Distinct().Count().ShouldBeGreaterThanOrEqualTo(40);
        gold.Stories.Count(story => story.Matter.Length == 0).ShouldBeGreaterThanOrEqualTo(100, "lookalikes and stories of their own");
        gold.Stories.Select(story => story.Language).Distinct().ShouldBe(["en", "de", "es", "fr", "it"], ignoreOrder: true);
    }

    [Fact]
    public void Every_pair_within_a_matter_is_judged_in_both_directions()
    {
        var pairs = gold.Stories.Where(story => story.Matter.Length > 0).GroupBy(story => story.Matter)
            .SelectMany(matter => matter.SelectMany(one => matter.Where(other => other.Id != one.Id).Select(other => (one, other))));

        pairs.Where(pair => !gold.Grades.ContainsKey((Number(pair.one), Number(pair.other)))).Select(pair => $"{pair.one.Id} {pair.other.Id}").ShouldBeEmpty();

        long Number(GoldStory story) => gold.Stories.ToList().IndexOf(story) + 1;
    }

    [Fact]
    public void Grades_are_known_ones_and_a_version_is_one_in_both_directions()
    {
        gold.Grades.Values.Distinct().ShouldBe(["1", "2", "3", "d"], ignoreOrder: true);
        gold.Grades.Where(one => one.Value == "d").ShouldAllBe(one => gold.Grades[new(one.Key.Story, one.Key.Query)] == "d");
        gold.Grades.Keys.ShouldAllBe(pair => pair.Query != pair.Story);
    }

    [Fact]
    public void A_perfect_ranker_gets_everything_and_a_silent_one_does_nothing_wrong()
    {
        var perfect = GoldScore.Of(gold, query => gold.Documents.Select(one => one.Id).Where(story => gold.Grade(query, story) >= 2).OrderByDescending(story => gold.Grade(query, story)));
        perfect.Precision.ShouldBe(1);
        perfect.Wrong.ShouldBe(0);
        perfect.Found.ShouldBe(1);
        perfect.Ndcg.ShouldBeGreaterThan(0.99, "a matter of two stories and a lookalike has a grade 1 among its best");

        GoldScore.Of(gold, _ => []).ShouldBe(new GoldScore(0, 0, 0, 0, 0));
    }
}
