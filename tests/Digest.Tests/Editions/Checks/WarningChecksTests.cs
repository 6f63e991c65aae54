using System.Diagnostics;
using Digest.Editions.Checks;
using Digest.Rendering;
using Digest.Tests.Rendering;

namespace Digest.Tests.Editions.Checks;

/// <summary>What an editor is told of an edition that goes all the same.</summary>
public sealed class WarningChecksTests
{
    [Fact]
    public async Task An_edition_with_all_that_it_needs_has_no_finding_in_any_of_its_shapes()
    {
        foreach (var colour in new[] { Palette.Default, "#ffee00", "#ffffff", "#000000", "#808080", "#d0021b" })
        {
            foreach (var language in new[] { "en", "de", "ar" })
            {
                var site = Some.Site;
                (site.Colour, site.Language, site.Icon) = (colour, language, colour == "#000000" ? "https://gazette.example/icon.png" : "");
                site.Appeal = new AppealOptions { Headline = "Paid for by readers", Text = "One.\nTwo.", Link = "https://gazette.example/support" };
                var stories = Checked.Stories(4);
                stories[1] = stories[1] with { Picture = null, Licence = "All rights reserved", Timeline = [new TimelineContent("Before", "https://gazette.example/b", null)] };
                (await Checked.OfAsync(stories, site)).Findings().Select(finding => finding.Reason).ShouldBeEmpty($"{colour} {language}");
            }
        }
    }

    [Fact]
    public async Task A_picture_of_which_nobody_has_said_what_it_shows_is_named()
    {
        var picture = new PictureContent("https://gazette.example/a.jpg", "The quay.", "The quay.", null, 1200, 800) { AltStandsIn = true };
        var finding = (await FindingOfAsync(picture)).ShouldNotBeNull();
        (finding.Level, finding.Code, finding.Where.StoryId).ShouldBe((FindingLevel.Warn, "picture-alt", 1));
        finding.Reason.ShouldBe("Nothing says what the picture of “Story number 1” shows; its caption stands in.");
        (await FindingOfAsync(picture with { Alt = "A white boat, as an editor wrote it" })).ShouldBeNull();
        (await FindingOfAsync(picture with { AltStandsIn = false })).ShouldBeNull();
        (await FindingOfAsync(picture with { Alt = "Story number 1", Caption = null })).ShouldNotBeNull().Reason.ShouldContain("its headline stands in");
    }

    [Theory]
    [InlineData("http://gazette.example/a.jpg", 1200, 800, "picture-https")]
    [InlineData("https://gazette.example/a.jpg", null, null, "picture-size")]
    [InlineData("https://gazette.example/a.jpg", 10000, 8000, "picture-large")]
    [InlineData("data:image/png;base64,iVBORw0KGgo=", 1200, 800, "picture-address")]
    [InlineData("https://gazette.example/a.svg?v=1", 1200, 800, "client-svg-picture")]
    [InlineData("https://gazette.example/a.WEBP", 1200, 800, "client-webp-picture")]
    [InlineData("https://gazette.example/a.jpg", 1200, 800, null)]
    public async Task A_picture_that_is_not_shown_as_it_is_meant_is_told_with_what_helps(string url, int? width, int? height, string? code)
    {
        var finding = await FindingOfAsync(new PictureContent(url, "A boat", null, null, width, height));
        finding?.Code.ShouldBe(code);
        (finding is null).ShouldBe(code is null);
        if (finding is not null)
            (finding.Level, finding.Where.StoryId, finding.Remedy.Length > 10).ShouldBe((FindingLevel.Warn, 1, true));
    }

    [Fact]
    public async Task A_fault_of_all_pictures_is_told_once()
    {
        var stories = Checked.Stories(8).Select(story => story with { Picture = story.Picture! with { Url = story.Picture.Url.Replace("https", "http", StringComparison.Ordinal) } }).ToList();
        (await Checked.OfAsync(stories)).Findings().ShouldHaveSingleItem().Reason.ShouldStartWith("8 pictures are not fetched over https");
    }

    [Fact]
    public async Task Pictures_that_the_site_itself_serves_come_as_it_does()
    {
        var site = Some.Site;
        site.Url = "http://localhost:5000";
        (await Checked.OfAsync([Checked.Story(1) with { Picture = new PictureContent("http://localhost:5000/sample/a.png", "A boat", null, null, 1200, 800) }], site)).Findings().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_story_without_a_link_that_can_be_followed_is_named()
    {
        (await Checked.OfAsync([Checked.Story(1) with { Link = "javascript:alert(1)" }])).Findings().ShouldHaveSingleItem().Code.ShouldBe("link-address");
        (await Checked.OfAsync([Checked.Story(1) with { Link = $"https://gazette.example/{new string('a', 2_000)}" }])).Findings().ShouldBeEmpty();
    }

    [Fact]
    public async Task What_did_not_answer_is_told_of_its_story_and_many_of_one_host_as_one()
    {
        var edition = await Checked.OfAsync(Checked.Stories(6));
        LinkAnswers Answers(params (string Url, string? Problem)[] answers) => LinkAnswers.None with { Known = answers.ToDictionary(one => one.Url, one => new LinkAnswer { Url = one.Url, Problem = one.Problem }, StringComparer.Ordinal) };
        var one = (edition with { Answers = Answers(("https://gazette.example/news/2", "the server answered 404 Not Found"), ("https://gazette.example/news/3", null)) }).Findings().ShouldHaveSingleItem();
        (one.Code, one.Where.StoryId, one.Where.ToString()).ShouldBe(("link-answer", 2, "link: https://gazette.example/news/2"));
        one.Reason.ShouldBe("The link of “Story number 2” leads nowhere: the server answered 404 Not Found.");
        var all = EditionLink.Of(edition.Composition!, edition.Site).Select(link => (link.Url, (string?)"there was no answer within 8 seconds")).ToArray();
        (edition with { Answers = Answers(all) }).Findings().Select(finding => finding.Reason).ShouldBe(
            ["12 links at gazette.example lead nowhere: there was no answer within 8 seconds.", "6 pictures at gazette.example are not in order: there was no answer within 8 seconds."]);
    }

    [Fact]
    public async Task A_subject_that_inboxes_cut_is_told_in_characters_as_people_count_them()
    {
        var edition = await Checked.OfAsync(Checked.Stories(3));
        CheckedEdition With(string subject) => edition with { Message = edition.Message! with { Subject = subject } };
        With(new string('a', 61)).Findings().ShouldHaveSingleItem().Reason.ShouldContain("The subject has 61 characters");
        With(string.Concat(Enumerable.Repeat("👨‍👩‍👧", 60))).Findings().ShouldBeEmpty();
    }

    [Fact]
    public async Task Few_or_no_new_stories_and_the_subject_of_yesterday_are_told()
    {
        var edition = await Checked.OfAsync(Checked.Stories(3));
        IEnumerable<string> Codes(EditionFacts facts) => (edition with { Facts = facts }).Codes();
        Codes(new EditionFacts(0, null, [], null)).ShouldBe(["stories-none"]);
        Codes(new EditionFacts(2, "New", ["Old"], null)).ShouldBe(["stories-few"]);
        Codes(new EditionFacts(3, "New", ["Old"], 9)).ShouldBeEmpty();
        Codes(new EditionFacts(3, "New", ["Old"], 10)).ShouldBe(["stories-few"]);
        Codes(new EditionFacts(5, "Storm", ["Calm", "storm"], 6)).ShouldBe(["subject-repeated"]);
    }

    [Fact]
    public async Task A_publication_of_its_own_with_the_sample_s_address_is_told()
    {
        var site = Some.Site;
        site.PostalAddress = new SiteOptions().PostalAddress;
        (await Checked.OfAsync(Checked.Stories(3), site)).Codes().ShouldBe(["sample-address"]);
        (await Checked.OfAsync(Checked.Stories(3), new SiteOptions())).Findings().ShouldBeEmpty();
    }

    [Fact]
    public async Task Ten_stories_are_checked_in_fifty_milliseconds()
    {
        // Others use the machine too: one undisturbed run tells.
        var fastest = TimeSpan.MaxValue;
        for (var run = 0; run < 40; run++)
            fastest = await MeasureAsync(10) is var time && time < fastest ? time : fastest;
        fastest.TotalMilliseconds.ShouldBeLessThan(50);
    }

    private static async Task<TimeSpan> MeasureAsync(int stories)
    {
        var edition = await Checked.OfAsync(Checked.Stories(stories));
        var start = Stopwatch.GetTimestamp();
        edition.Findings().ShouldBeEmpty();
        return Stopwatch.GetElapsedTime(start);
    }

    private static async Task<Finding?> FindingOfAsync(PictureContent picture) =>
        (await Checked.OfAsync([Checked.Story(1) with { Picture = picture }, Checked.Story(2), Checked.Story(3)])).Findings().SingleOrDefault();
}
