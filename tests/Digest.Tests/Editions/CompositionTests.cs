using Digest.Editions;
using Digest.Editions.Corrections;
using Digest.Rendering;

namespace Digest.Tests.Editions;

public sealed class CompositionTests
{
    private static readonly SiteOptions Site = new() { Name = "The Gazette" };

    [Fact]
    public void The_same_stories_in_other_items_are_another_variant()
    {
        string Key(params ComposedItem[] items) => Composition(items).Key(Site, language: null);
        var apart = Key(Item(1), Item(2), Item(3));
        new[] { apart, Key(Item(1, 2), Item(3)), Key(Item(1), Item(2, 3)), Key(Item(1, 2, 3)), Key(Item(2, 1), Item(3)), Key(Item(1), Item(3)), Key(new ComposedItem([1], [2]), Item(3)) }
            .Distinct(StringComparer.Ordinal).Count().ShouldBe(7);
        Key(Item(1), Item(2), Item(3)).ShouldBe(apart);
    }

    [Fact]
    public void Another_note_is_another_variant()
    {
        string Key(string? note) => (Composition(Item(1)) is var plain ? plain with { Content = plain.Content with { Note = note is null ? null : MarkdownText.Read(note) } } : plain).Key(Site, language: null);
        new[] { Key(note: null), Key("Fog"), Key("*Fog*") }.Distinct(StringComparer.Ordinal).Count().ShouldBe(3);
        Key(" ").ShouldBe(Key(note: null));
    }

    [Fact]
    public void Other_words_of_a_story_and_another_correction_are_another_variant()
    {
        string Key(Composition composition) => composition.Key(Site, language: null);
        CorrectionBox Box(string said) => new(1, 7, 1, 0, 2, IsOfStanding: false, new CorrectionContent("Now", said, "right", "https://n.example/7", IsWithdrawn: false));
        var plain = Composition(Item(1), Item(2));
        new[] { Key(plain), Key(plain with { Versions = new Dictionary<long, int> { [1] = 2 } }), Key(plain.With([Box("one")])), Key(plain.With([Box("other")])), Key(plain.With([Box("one"), Box("one") with { CorrectionId = 2 }])) }
            .Distinct(StringComparer.Ordinal).Count().ShouldBe(5);
        Key(plain with { Versions = new Dictionary<long, int> { [1] = 1 } }).ShouldBe(Key(plain));
        plain.With([Box("one")]).Shorter().Content.Corrections.Count.ShouldBe(1, "what was wrong is not what is left out");
    }

    [Fact]
    public void Blocks_and_the_appeal_make_another_variant_where_they_are_shown()
    {
        var site = new SiteOptions { Appeal = new AppealOptions { Text = "Chip in" } };
        var plain = Composition(Item(1));
        Composition With(params IReadOnlyList<BlockContent> blocks) => plain with { Content = plain.Content with { Blocks = blocks } };
        var one = new BlockContent(BlockKind.Events, BlockPlace.AfterFirst, MarkdownText.Read("Choir"));
        var keys = new[]
        {
            plain, plain.WithAppeal(false), With(one), With(one, one), With(one with { Place = BlockPlace.AfterStories }), With(one with { Kind = BlockKind.Sponsor }), With(one with { Text = MarkdownText.Read("Choirs") }),
            With(one with { Story = new StoryContent { Id = 7, Headline = "x", Link = "y" } }),
        }.Select(composition => composition.Key(site, language: null)).ToList();
        keys.Distinct(StringComparer.Ordinal).Count().ShouldBe(keys.Count);
        plain.WithAppeal(false).Key(site, language: null).ShouldBe(plain.WithAppeal(false).Key(new SiteOptions(), language: null), "an appeal that is not shown makes no difference");
    }

    [Fact]
    public void Blocks_are_dropped_after_the_items_but_the_first()
    {
        var block = new BlockContent(BlockKind.Events, BlockPlace.AfterFirst, MarkdownText.Read("Choir"));
        var plain = Composition(Item(1), Item(2));
        var shorter = (plain with { Content = plain.Content with { Blocks = [block, block] } }).Shorter();
        (shorter.Items.Count, shorter.Content.Blocks.Count, shorter.CanBeShorter).ShouldBe((1, 2, true));
        shorter = shorter.Shorter();
        (shorter.Items.Count, shorter.Content.Blocks.Count, shorter.Content.LeftOut).ShouldBe((1, 1, 1));
        shorter.Shorter().CanBeShorter.ShouldBeFalse();
    }

    [Fact]
    public void An_item_is_dropped_whole_and_each_of_its_stories_is_counted()
    {
        var shorter = Composition(Item(1), Item(2, 3, 4)).Shorter();
        shorter.Items.ShouldHaveSingleItem().LeadId.ShouldBe(1);
        shorter.Content.Stories.Count.ShouldBe(1);
        shorter.Content.LeftOut.ShouldBe(3);
        shorter.Content.Preheader.ShouldBeNull("it announces nothing that is left out");
        Composition(Item(1), Item(2), Item(3)).Shorter().Content.Preheader.ShouldBe("Story 2");
    }

    private static ComposedItem Item(params long[] ids) => new(ids, []);

    private static Composition Composition(params ComposedItem[] items) => new(items, new DigestContent(
        "Fog", Preheader: null, new DateOnly(2026, 3, 2), [.. items.Select(item => new StoryContent { Headline = $"Story {item.LeadId}", Link = $"https://n.example/{item.LeadId}" })], "https://n.example/editions/1"));
}
