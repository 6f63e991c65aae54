using Digest.Editions.Checks;
using Digest.Rendering;
using Digest.Tests.Rendering;

namespace Digest.Tests.Editions.Checks;

/// <summary>What keeps an edition from going.</summary>
public sealed class BlockingChecksTests
{
    [Theory]
    [InlineData("<p>Dear {name},</p>", "{name}")]
    [InlineData("<p>Dear {{ reader }},</p>", "{{ reader }}")]
    [InlineData("<p>@Model.Subject</p>", "@Model.Subject")]
    [InlineData("<p>System.Collections.Generic.List`1[Digest.Rendering.StoryPart]</p>", "Digest.Rendering.StoryPart")]
    [InlineData("<p>*|FNAME|*</p>", "*|FNAME|*")]
    public async Task A_word_that_a_template_left_unfilled_blocks(string written, string told)
    {
        var finding = (await Checked.OfAsync(Checked.Stories(3), html: Checked.With(written))).Findings().ShouldHaveSingleItem();
        (finding.Level, finding.Code).ShouldBe((FindingLevel.Block, "unfilled-slot"));
        finding.Reason.ShouldContain($"“{told}” stands in the HTML part");
        finding.Remedy.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task The_text_part_and_the_subject_are_read_too()
    {
        (await Checked.OfAsync(Checked.Stories(3), text: text => $"Dear ${{name}},\n{text}")).Findings().ShouldHaveSingleItem().Reason.ShouldContain("“${name}” stands in the text part");
        var edition = await Checked.OfAsync(Checked.Stories(3));
        (edition with { Message = edition.Message! with { Subject = "News for {name}" } }).Findings().ShouldHaveSingleItem().Reason.ShouldContain("stands in the subject");
    }

    [Fact]
    public async Task What_a_story_or_a_setting_says_itself_is_no_slot()
    {
        var site = Some.Site;
        site.Tagline = "From {here} to {{there}}";
        var story = Checked.Story(1, "How {{name}} and ${PATH} came into our letters: @Model.Headline explained") with
        {
            Dek = "A mail began with “Dear {first_name},” and the sender did not notice it until a hundred thousand readers had answered {{ all }} of it.",
            Picture = new PictureContent("https://gazette.example/a.jpg", "A screen that says slot0123456789abcdef01234567confirmend", "{caption}", "{{ credit }}", 1200, 800),
            Topics = ["{topic}"],
            Related = [new RelatedContent("What is a *|MERGE|* tag?", "https://gazette.example/e", null)],
        };
        (await Checked.OfAsync([story, Checked.Story(2), Checked.Story(3)], site)).Codes().ShouldNotContain("unfilled-slot");
        var noted = (await Checked.OfAsync(Checked.Stories(3), text: text => $"Today: {{lunch}} and {{dinner}}\n{text}"));
        noted.Codes().ShouldContain("unfilled-slot");
        (noted with { Composition = noted.Composition! with { Content = noted.Composition.Content with { Note = MarkdownText.Read("Today: {lunch} and {dinner}") } } }).Codes().ShouldNotContain("unfilled-slot");
    }

    [Fact]
    public async Task A_marker_that_a_template_cut_or_shouted_is_found()
    {
        var edition = await Checked.OfAsync(Checked.Stories(3));
        var marker = edition.Message!.Markers["unsubscribe"];
        foreach (var spoilt in new[] { marker.ToUpperInvariant(), marker[..^4], marker[6..], "slot00112233445566778899aabbconfirmend" })
            (await Checked.OfAsync(Checked.Stories(3))).Findings().ShouldBeEmpty(spoilt);
        foreach (var spoilt in new[] { marker.ToUpperInvariant(), marker[..^4], "slot00112233445566778899aabbconfirmend" })
            (edition with { Message = edition.Message with { Text = $"{edition.Message.Text}\n{spoilt}" } }).Codes().ShouldBe(["unfilled-slot"], spoilt);
    }

    [Fact]
    public async Task A_link_without_an_address_is_a_slot_that_nobody_filled()
    {
        (await Checked.OfAsync(Checked.Stories(3), html: Checked.With("<a class=\"link\" href=\"\">Confirm</a>"))).Codes().ShouldContain("unfilled-slot");
        (await Checked.OfAsync(Checked.Stories(3), html: Checked.With("<a href=\"https://gazette.example/\">Home</a>"))).Codes().ShouldNotContain("unfilled-slot");
    }

    [Fact]
    public async Task Style_sheets_and_comments_have_braces_of_their_own()
    {
        (await Checked.OfAsync(Checked.Stories(3), html: html => html.Replace("</head>", "<style>.a{color}</style><!-- {note} --></head>", StringComparison.Ordinal))).Codes().ShouldNotContain("unfilled-slot");
    }

    [Fact]
    public async Task A_message_that_is_too_long_with_one_item_blocks()
    {
        var long1 = Checked.Story(1) with { Dek = string.Concat(Enumerable.Repeat("word ", 20_000)) };
        var finding = (await Checked.OfAsync([long1])).Findings().ShouldHaveSingleItem();
        (finding.Level, finding.Code).ShouldBe((FindingLevel.Block, "message-too-long"));
        finding.Reason.ShouldContain("mail programs cut what is longer than 100 KB");
        (await Checked.OfAsync([long1 with { Dek = string.Concat(Enumerable.Repeat("word ", 10_000)) }])).Findings().ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_postal_address_nothing_goes()
    {
        foreach (var address in new[] { "", "  ", "\u0007" })
        {
            var site = Some.Site;
            site.PostalAddress = address;
            (await Checked.OfAsync(Checked.Stories(3), site)).Codes().ShouldBe(["postal-address"]);
        }
    }

    [Fact]
    public async Task A_template_that_leaves_the_postal_address_out_blocks_and_one_that_sets_it_in_lines_does_not()
    {
        var address = Some.Site.PostalAddress;
        (await Checked.OfAsync(Checked.Stories(3), html: html => html.Replace(address, "", StringComparison.Ordinal))).Findings().ShouldHaveSingleItem().Reason.ShouldContain("does not stand in the message");
        (await Checked.OfAsync(Checked.Stories(3), text: text => text.Replace("Pier Head", "", StringComparison.Ordinal))).Codes().ShouldBe(["postal-address"]);
        (await Checked.OfAsync(Checked.Stories(3), html: html => html.Replace(address, address.Replace(", ", "<br>", StringComparison.Ordinal), StringComparison.Ordinal))).Findings().ShouldBeEmpty();
    }

    [Fact]
    public async Task An_address_with_signs_of_html_is_found_where_it_stands()
    {
        var site = Some.Site;
        site.PostalAddress = "Marlowe & Söhne <Verlag>, \"Haus\" 1, Straße des 17. Juni, 10623 Berlin, and so long that the text part breaks it over two lines";
        (await Checked.OfAsync(Checked.Stories(3), site)).Findings().ShouldBeEmpty();
    }

    [Fact]
    public void A_template_that_failed_and_a_key_that_cannot_be_used_are_told_with_their_reason()
    {
        var findings = new CheckedEdition(Some.Site) { Broken = "templates/Digest.html.cshtml: no such member", KeyProblem = "there is no file 'k.pem'" }.Findings();
        findings.Select(finding => (finding.Level, finding.Code)).ShouldBe([(FindingLevel.Block, "template-failed"), (FindingLevel.Block, "dkim-key")]);
        findings[0].InOneLine.ShouldBe("the message cannot be rendered: templates/Digest.html.cshtml: no such member. Mend the template and start the program anew");
    }
}
