using Digest.Editions;
using Digest.Outbox;

namespace Digest.Tests.Editions;

public sealed class RenderedVariantsTests
{
    private static readonly IReadOnlySet<long> Nothing = new HashSet<long>();

    [Fact]
    public void Readers_without_history_share_what_was_rendered_for_others_without() => Variants(Enumerable.Repeat(Nothing, 50)).Count.ShouldBe(1);

    [Fact]
    public void Histories_that_have_nothing_to_do_with_what_is_related_make_no_variants_but_those_that_have_do()
    {
        Variants([Nothing, Ids(900), Ids(901)]).Count.ShouldBe(1);
        Variants([Nothing, Ids(1), Ids(2)]).Count.ShouldBe(3);
    }

    [Fact]
    public void However_many_histories_there_are_one_choice_makes_few_variants_and_repeats_nothing()
    {
        var random = new Random(3);
        Variants(Enumerable.Range(0, 2_000).Select(_ => Ids([.. Enumerable.Range(0, 5).Select(_ => (long)random.Next(1, 40))]))).Count.ShouldBeLessThanOrEqualTo(9);
    }

    [Fact]
    public void What_waits_for_a_later_edition_is_left_out_for_everybody() =>
        new RenderedVariants(new Dictionary<ReaderGroup, IReadOnlySet<long>>(), Ids(7)).Without("choice", new ReaderGroup()).ShouldBe([7L]);

    /// <summary>Composes one choice for groups with these histories: the two lowest of 1 to 60 that are not left out are related.</summary>
    private static HashSet<IReadOnlySet<long>> Variants(IEnumerable<IReadOnlySet<long>> histories)
    {
        var lately = histories.Select((ids, at) => (Group: new ReaderGroup { Position = at }, ids)).ToDictionary(one => one.Group, one => one.ids);
        var rendered = new RenderedVariants(lately, Nothing);
        var made = new HashSet<IReadOnlySet<long>>();
        foreach (var (group, ids) in lately)
        {
            if (rendered.Find("choice", group) is not { } variant)
            {
                var without = rendered.Without("choice", group);
                variant = new RenderedVariant("", new VariantContent("", "", "", new Dictionary<string, string>()), without, Enumerable.Range(1, 60).Select(id => (long)id).Where(id => !without.Contains(id)).Take(2).ToHashSet());
                rendered.Add("choice", variant);
                made.Add(variant.Related);
            }
            variant.Related.Overlaps(ids).ShouldBeFalse();
        }
        return made;
    }

    private static HashSet<long> Ids(params long[] ids) => [.. ids];
}
