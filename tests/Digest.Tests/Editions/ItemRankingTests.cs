using Digest.Editions.Ranking;

namespace Digest.Tests.Editions;

public sealed class ItemRankingTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.Parse("2026-03-02T07:00:00Z");

    private static RankingOptions OnlyTime => new() { ClusterSize = 0, FeedOrder = 0, Pictures = 0, FollowedTopics = 0, Variety = 0 };

    [Fact]
    public void With_freshness_alone_the_order_is_that_of_time_whatever_else_there_is()
    {
        Candidate[] some =
        [
            One(1, hoursAgo: 90_000) with { HasPicture = true, FeedPlace = 1 },
            One(2, hoursAgo: 100_000),
            One(3, hoursAgo: -5, stories: 9),
            One(4, hoursAgo: -6),
            One(5, hoursAgo: 3),
            One(6, hoursAgo: 3.0001) with { Topics = ["Sea"], Followed = new HashSet<string> { "Sea" } },
        ];
        Order(some, OnlyTime).ShouldBe("4 3 5 6 1 2");
        Order(some.Reverse(), OnlyTime).ShouldBe("4 3 5 6 1 2");
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(12, 0.5)]
    [InlineData(24, 0.25)]
    [InlineData(-3, 1)]
    public void Freshness_is_half_after_its_hours(double hoursAgo, double expected) =>
        Score(One(1, hoursAgo), new RankingOptions { FreshnessHours = 12 }).Freshness.ShouldBe(expected, 0.0001);

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1 / 3.0)]
    [InlineData(4, 2 / 3.0)]
    [InlineData(8, 1)]
    [InlineData(80, 1)]
    public void Cluster_size_counts_by_its_logarithm(int stories, double expected) =>
        Score(One(1, stories: stories), new RankingOptions { ClusterSize = 1 }).ClusterSize.ShouldBe(expected, 0.0001);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(11, 0.5)]
    [InlineData(20, 0.05)]
    [InlineData(21, 0)]
    [InlineData(500, 0)]
    [InlineData(null, 0)]
    public void The_place_in_the_feed_falls_from_the_first_to_nothing(int? place, double expected) =>
        Score(One(1) with { FeedPlace = place }, new RankingOptions { FeedOrder = 1 }).FeedOrder.ShouldBe(expected, 0.0001);

    [Fact]
    public void Pictures_and_the_share_of_topics_followed_count()
    {
        var followed = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "sea", "money" };
        Score(One(1) with { HasPicture = true }, new RankingOptions()).Pictures.ShouldBe(0.05);
        Score(One(1) with { Topics = ["Sea", "Schools"], Followed = followed }, new RankingOptions { FollowedTopics = 1 }).FollowedTopics.ShouldBe(0.5);
        Score(One(1) with { Followed = followed }, new RankingOptions { FollowedTopics = 1 }).FollowedTopics.ShouldBe(0);
    }

    [Theory]
    [InlineData(nameof(RankingOptions.ClusterSize))]
    [InlineData(nameof(RankingOptions.FeedOrder))]
    [InlineData(nameof(RankingOptions.Pictures))]
    [InlineData(nameof(RankingOptions.FollowedTopics))]
    public void Each_weight_puts_its_item_before_a_newer_one_and_none_does_so_at_zero(string weight)
    {
        var followed = new HashSet<string> { "Sea" };
        var older = weight switch
        {
            nameof(RankingOptions.ClusterSize) => One(1, hoursAgo: 5, stories: 3),
            nameof(RankingOptions.FeedOrder) => One(1, hoursAgo: 5) with { FeedPlace = 2 },
            nameof(RankingOptions.Pictures) => One(1, hoursAgo: 5) with { HasPicture = true },
            _ => One(1, hoursAgo: 5) with { Topics = ["Sea"], Followed = followed },
        };
        var options = OnlyTime;
        Order([older, One(20, hoursAgo: 1)], options).ShouldBe("20 1");
        typeof(RankingOptions).GetProperty(weight)!.SetValue(options, 1.0);
        Order([older, One(20, hoursAgo: 1)], options).ShouldBe("1 20");
    }

    [Fact]
    public void By_default_a_new_story_with_nothing_else_goes_before_one_of_two_days_ago_with_everything()
    {
        var everything = One(1, hoursAgo: 48, stories: 8) with { FeedPlace = 1, HasPicture = true };
        Order([everything, One(20, hoursAgo: 0)], new RankingOptions()).ShouldBe("20 1");
        Order([everything, One(20, hoursAgo: 40)], new RankingOptions()).ShouldBe("1 20");
        var weights = new RankingOptions();
        weights.Freshness.ShouldBeGreaterThan(weights.ClusterSize + weights.FeedOrder + weights.Pictures + weights.FollowedTopics);
    }

    [Fact]
    public void Topics_take_turns_at_the_top_and_what_is_below_stands_by_worth()
    {
        Candidate[] some = [Sea(9, 1), Sea(8, 2), Sea(7, 3), Of("Schools", 6, 6), Sea(5, 7), Of("Money", 4, 8), One(3, 9)];
        Order(some, new RankingOptions { Variety = 0 }).ShouldBe("9 8 7 6 5 4 3");
        Order(some, new RankingOptions { Variety = 0.3 }).ShouldBe("9 6 4 3 8 7 5");
        Order(some, new RankingOptions { Variety = 0.3 }, top: 2).ShouldBe("9 6 8 7 5 4 3");
        Order(some, new RankingOptions { Variety = 1 }).ShouldBe("9 6 4 3 8 7 5", "what loses everything stands by time");
    }

    [Fact]
    public void Feeds_take_turns_too_but_what_all_have_in_common_does_not_count()
    {
        Candidate[] some = [One(5, 1), One(4, 2), One(3, 3), One(2, 4)];
        var ranking = new RankingOptions { Variety = 0.3 };
        Order(some.Select((one, at) => one with { FeedId = at == 3 ? 2 : 1 }), ranking).ShouldBe("5 2 4 3");
        var alike = ItemRanking.Order(some.Select(one => one with { FeedId = 1, Topics = ["News"] }), ranking, Now, 10);
        alike.Select(one => one.Score.Variety).ShouldAllBe(lost => lost == 0);
    }

    [Fact]
    public void Pins_come_first_in_the_order_in_which_they_were_made_and_what_follows_differs_from_them()
    {
        Candidate[] some = [Sea(9, 1), Of("Schools", 8, 2), Sea(7, 300) with { Pin = new Pin(4, "Ada") }, One(6, 900) with { Pin = new Pin(2, "Grace") }];
        var ranked = ItemRanking.Order(some, new RankingOptions(), Now, 10);
        string.Join(' ', ranked.Select(one => one.Candidate.StoryIds[0])).ShouldBe("6 7 8 9");
        ranked.Select(one => one.Score.PinnedBy).ShouldBe(["Grace", "Ada", null, null]);
        ranked[1].Score.Variety.ShouldBe(0);
        ranked[3].Score.Variety.ShouldBeLessThan(0);
        Order(some, new RankingOptions(), top: 1).ShouldBe("6 7 9 8", "pins are before others however few are shown");
    }

    [Fact]
    public void What_is_worth_the_same_stands_by_time_and_then_by_id()
    {
        var nothing = OnlyTime;
        nothing.Freshness = 0;
        Order([One(1, 5), One(3, 5), One(2, 5), One(9, 6)], nothing).ShouldBe("3 2 1 9");
        Order([], nothing).ShouldBe("");
    }

    [Fact]
    public void The_parts_of_a_score_are_told_in_a_line()
    {
        var item = One(1, hoursAgo: 3, stories: 2) with { HasPicture = true, Pin = new Pin(1, "Ada") };
        Score(item, new RankingOptions()).Words(2).ShouldBe("pinned by Ada · fresh 0.92 · two stories 0.10 · picture 0.05");
        new ItemScore { FeedOrder = 0.2, Variety = -0.02 }.Words(1).ShouldBe("place in the feed 0.20 · like items above −0.02");
        new ItemScore().Words(1).ShouldBe("nothing counts for it but its time");
    }

    [Fact]
    public void Twenty_thousand_items_are_put_in_order_in_a_moment()
    {
        var many = Enumerable.Range(1, 20_000).Select(id => One(id, hoursAgo: id / 10.0) with { Topics = [$"T{id % 7}"], FeedId = id % 3 }).ToList();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        ItemRanking.Order(many, new RankingOptions(), Now, 50).Count.ShouldBe(20_000);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(2));
    }

    private static ItemScore Score(Candidate candidate, RankingOptions options) => ItemRanking.Order([candidate], options, Now, 10)[0].Score;

    private static string Order(IEnumerable<Candidate> candidates, RankingOptions options, int top = 10) =>
        string.Join(' ', ItemRanking.Order(candidates, options, Now, top).Select(one => one.Candidate.StoryIds[0]));

    private static Candidate Sea(long id, double hoursAgo) => Of("Sea", id, hoursAgo);

    private static Candidate Of(string topic, long id, double hoursAgo) => One(id, hoursAgo) with { Topics = [topic] };

    private static Candidate One(long id, double hoursAgo = 0, int stories = 1) =>
        new([.. Enumerable.Range(0, stories).Select(at => at == 0 ? id : 1_000_000 + at)], (Now - TimeSpan.FromHours(hoursAgo)).ToUnixTimeMilliseconds());
}
