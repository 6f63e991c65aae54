using Digest.Editions;
using Digest.Rendering;

namespace Digest.Tests.Editions;

/// <summary>What an inbox shows beside the subject.</summary>
public sealed class PreheaderTests
{
    private const string Long = "Library stays open four days, and takes to the road on two weekends of every month";

    [Fact]
    public void It_begins_with_the_second_story_and_goes_on_while_there_is_room()
    {
        Of(Story("Fog"), Story("Ferry sails again"), Story("Seals are counted")).ShouldBe("Ferry sails again · Seals are counted");
        var long1 = new string('a', 70) + " one";
        var long2 = new string('b', 70) + " two";
        Of(Story("Fog"), Story(long1), Story(long2), Story("Short")).ShouldBe(long1);
        Of(Story("Fog"), Story("Short"), Story(long1), Story(long2)).ShouldBe($"Short · {long1}");
    }

    [Fact]
    public void A_shortened_subject_leaves_it_to_the_second_story()
    {
        SubjectLine.Of(Long).ShouldBe("Library stays open four days");
        Of(Story(Long), Story("Ferry sails again")).ShouldBe("Ferry sails again");
    }

    [Fact]
    public void A_long_second_headline_stands_in_full_unless_no_inbox_shows_as_much()
    {
        var headline = string.Join(' ', Enumerable.Repeat("harbour", 30));
        Of(Story("Fog"), Story(headline)).ShouldBe(headline);
        Of(Story("Fog"), Story(headline + " " + headline))!.Length.ShouldBeInRange(200, 250);
    }

    [Fact]
    public void Of_one_story_it_is_the_dek_or_a_related_headline_or_nothing()
    {
        var related = new RelatedContent("Ferry sailed in March", "https://n.example/r", Published: null);
        Of(Story("Fog") with { Dek = "Nothing is to be seen.", Related = [related] }).ShouldBe("Nothing is to be seen.");
        Of(Story("Fog") with { Related = [related] }).ShouldBe("Ferry sailed in March");
        Of(Story("Fog")).ShouldBeNull();
    }

    [Fact]
    public void What_the_subject_says_is_not_said_again()
    {
        Of(Story("Fog"), Story("fog"), Story("Ferry sails again")).ShouldBe("Ferry sails again");
        Of(Story("Fog"), Story("Fog lifts after a week")).ShouldBe("Fog lifts after a week", "that is another story");
        Of(Story(Long) with { Dek = Long + "." }).ShouldBeNull();
        Of(Story(Long), Story(Long)).ShouldBeNull();
        Of(Story(Long) with { Dek = "The van stops at the mill." }, Story("Library stays open four days")).ShouldBe("The van stops at the mill.");
        Of(Story("Fog"), Story("Ferry sails again"), Story("Ferry sails again")).ShouldBe("Ferry sails again");
    }

    [Fact]
    public void A_headline_that_shows_nothing_is_passed_over() => Of(Story("Fog"), Story("\u200B"), Story("Ferry sails again")).ShouldBe("Ferry sails again");

    private static string? Of(params StoryContent[] stories) => Preheader.Of(SubjectLine.Of(stories[0].Headline), stories);

    private static StoryContent Story(string headline) => new() { Headline = headline, Link = "https://n.example/1" };
}
