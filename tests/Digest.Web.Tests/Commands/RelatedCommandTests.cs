using System.CommandLine;
using Digest.Related;
using Digest.Web.Commands;

namespace Digest.Web.Tests.Commands;

public sealed class RelatedCommandTests
{
    private static readonly DateTimeOffset Today = new(2026, 3, 2, 6, 0, 0, TimeSpan.Zero);

    private static readonly (string Id, RelatedDocument Document)[] Feed =
    [
        ("urn:a", new RelatedDocument(0, "Ferry Astrid runs aground off Lund island", null, null, Today.AddDays(-1), "https://news.example/a?utm_source=feed")),
        ("urn:b", new RelatedDocument(0, "Salvage of ferry Astrid begins at Lund island", null, null, Today, "https://news.example/b")),
        ("urn:c", new RelatedDocument(0, "Beekeepers lose their hives to a mite", null, null, Today, "")),
        ("urn:d", new RelatedDocument(0, "Astrid's owner: what went wrong on the ferry", null, null, Today, "")),
        ("urn:e", new RelatedDocument(0, "Mite reaches the island's last beekeepers", null, null, Today, "")),
    ];

    [Fact]
    public async Task Inside_a_feed_stories_are_named_by_their_ids_there_and_stand_beside_older_and_newer_ones()
    {
        var collection = RelatedCollection.OfFeed(Feed, new RelatedOptions(), Today);

        collection.Names.ShouldBe(["urn:a", "urn:b", "urn:c", "urn:d", "urn:e"]);
        var offer = (await collection.AnswerAsync("urn:a", 1, default))!.Related.ShouldHaveSingleItem();
        offer.Id.ShouldBe("urn:b");
        offer.Headline.ShouldBe("Salvage of ferry Astrid begins at Lund island");
        offer.Link.ShouldBe("https://news.example/b");
        offer.Words.ShouldContain("Astrid");
        offer.Score.ShouldBeInRange(0.14, 1);
        (await collection.AnswerAsync("http://news.example/b/", 1, default))!.Related.ShouldHaveSingleItem().Link.ShouldBe("https://news.example/a?utm_source=feed");
        (await collection.AnswerAsync("urn:a", 3, default))!.Related.Select(one => one.Id).ShouldBe(["urn:b", "urn:d"]);
        (await collection.AnswerAsync("urn:c", 3, default))!.Related.ShouldHaveSingleItem().Link.ShouldBeNull("stories without a link are not one story");
        (await collection.AnswerAsync("urn:f", 3, default)).ShouldBeNull();
    }

    [Fact]
    public void A_story_that_a_feed_carries_twice_counts_once() =>
        RelatedCollection.OfFeed([Feed[0], Feed[1], Feed[0]], new RelatedOptions(), Today).Names.ShouldBe(["urn:a", "urn:b"]);

    [Theory]
    [InlineData("related")]
    [InlineData("related --feed")]
    [InlineData("related --feed x.xml --max 11")]
    [InlineData("related --feed x.xml --max many")]
    [InlineData("related 7 --wrong")]
    public void Wrong_use_is_refused(string arguments) => Root().Parse(arguments).Errors.ShouldNotBeEmpty();

    [Theory]
    [InlineData("related 7 https://news.example/b --json")]
    [InlineData("related --feed x.xml")]
    [InlineData("related --feed x.xml urn:a --max 10")]
    public void Right_use_is_understood(string arguments) => Root().Parse(arguments).Errors.ShouldBeEmpty();

    private static RootCommand Root()
    {
        var collection = new RelatedSource(RelatedCollection.OfFeed(Feed, new RelatedOptions(), Today));
        return new RootCommand { RelatedCommand.Create((_, _) => Task.FromResult(collection), _ => Task.FromResult(collection)), CommandLine.Json };
    }
}
