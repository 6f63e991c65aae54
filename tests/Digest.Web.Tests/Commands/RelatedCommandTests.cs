using System.CommandLine;
using Digest.Related;
using Digest.Web.Commands;

namespace Digest.Web.Tests.Commands;

public sealed class RelatedCommandTests
{
    private static readonly DateTimeOffset Today = new(2026, 3, 2, 6, 0, 0, TimeSpan.Zero);

    private static readonly (string Id, RelatedDocument Document)[] Items =
    [
        ("urn:a", new RelatedDocument(0, "Ferry Astrid runs aground off Lund island", null, null, Today.AddDays(-1), "https://news.example/a")),
        ("urn:b", new RelatedDocument(0, "Salvage of ferry Astrid begins at Lund island", null, null, Today, "https://news.example/b")),
        ("urn:c", new RelatedDocument(0, "Beekeepers lose their hives to a mite", null, null, Today, "https://news.example/c")),
    ];

    [Fact]
    public void Inside_a_feed_stories_are_named_by_their_ids_there_and_stand_beside_older_and_newer_ones()
    {
        var collection = RelatedCollection.OfFeed(Items, new RelatedOptions(), Today);

        collection.Names.ShouldBe(["urn:a", "urn:b", "urn:c"]);
        var offer = collection.Answer("urn:a", 3)!.Related.ShouldHaveSingleItem();
        offer.Id.ShouldBe("urn:b");
        offer.Headline.ShouldBe("Salvage of ferry Astrid begins at Lund island");
        offer.Link.ShouldBe("https://news.example/b");
        offer.Words.ShouldContain("Astrid");
        offer.Score.ShouldBeInRange(0.12, 1);
        collection.Answer("https://news.example/b", 3)!.Related.ShouldHaveSingleItem().Id.ShouldBe("urn:a");
        collection.Answer("urn:c", 3)!.Related.ShouldBeEmpty();
        collection.Answer("urn:d", 3).ShouldBeNull();
    }

    [Fact]
    public void In_the_archive_stories_are_named_by_number_and_stand_beside_older_ones()
    {
        var collection = RelatedCollection.OfArchive(Items.Select((item, i) => item.Document with { Id = 40 + i }), new RelatedOptions(), Today);

        collection.Answer("41", 3)!.Related.ShouldHaveSingleItem().Id.ShouldBe(40L);
        collection.Answer("40", 3)!.Related.ShouldBeEmpty();
        collection.Answer("https://news.example/b", 3)!.Story.ShouldBe(41L);
    }

    [Fact]
    public void A_story_that_a_feed_carries_twice_counts_once() =>
        RelatedCollection.OfFeed([Items[0], Items[1], Items[0]], new RelatedOptions(), Today).Names.ShouldBe(["urn:a", "urn:b"]);

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
        var collection = RelatedCollection.OfFeed(Items, new RelatedOptions(), Today);
        return new RootCommand { RelatedCommand.Create((_, _) => Task.FromResult(collection), _ => Task.FromResult(collection)), CommandLine.Json };
    }
}
