using Digest.Editions.Checks;

namespace Digest.Tests.Editions.Checks;

/// <summary>What an operator who edits templates is told.</summary>
public sealed class MarkupChecksTests
{
    [Theory]
    [InlineData("<div style=\"display:flex\"><p>a</p></div>", "client-flexbox", "Outlook on Windows")]
    [InlineData("<div style=\"display: inline-grid\"><p>a</p></div>", "client-grid", "Gmail")]
    [InlineData("<p style=\"position:absolute\">a</p>", "client-position", "Outlook")]
    [InlineData("<link rel=\"stylesheet\" href=\"https://gazette.example/a.css\">", "client-linked-sheet", "Gmail")]
    [InlineData("<style>.a { color: #000000 }</style>", "client-style-in-body", "Gmail")]
    [InlineData("<video src=\"https://gazette.example/a.mp4\"></video>", "client-video", "Gmail")]
    [InlineData("<img src=\"https://gazette.example/a.mp4\" alt=\"a\" width=\"1\" height=\"1\">", "client-video-picture", "Gmail")]
    [InlineData("<img src=\"data:image/png;base64,AAAA\" alt=\"a\" width=\"1\" height=\"1\">", "client-data-picture", "Gmail")]
    [InlineData("<img src=\"/a.png\" alt=\"a\" width=\"1\" height=\"1\">", "client-relative-address", "Gmail")]
    [InlineData("<form action=\"https://gazette.example/\"></form>", "client-form", "Gmail")]
    [InlineData("<script>1</script>", "client-script", "Gmail")]
    [InlineData("<svg><rect/></svg>", "client-svg-inline", "Gmail")]
    [InlineData("<p style=\"color:var(--ink)\">a</p>", "client-css-variable", "Gmail")]
    [InlineData("<p style=\"width:calc(100% - 2px)\">a</p>", "client-css-calc", "Outlook")]
    [InlineData("<div style=\"background-image:url(https://gazette.example/a.png)\">a</div>", "client-background-picture", "Outlook")]
    [InlineData("<p style=\"margin:-4px 0\">a</p>", "client-negative-margin", "Outlook")]
    public async Task What_a_mail_program_does_not_know_is_told_with_its_name_and_what_helps(string html, string code, string client)
    {
        var finding = (await Checked.OfAsync(Checked.Stories(3), html: Checked.With(html))).Findings().ShouldHaveSingleItem();
        (finding.Level, finding.Code).ShouldBe((FindingLevel.Warn, code));
        finding.Reason.ShouldContain(client);
        finding.Remedy.ShouldEndWith(".");
    }

    [Theory]
    [InlineData("<div style=\"background-color:#ffffff;background-image:linear-gradient(#ffffff,#ffffff)\"><p style=\"color:#000000\">a</p></div>")]
    [InlineData("<video><img src=\"https://gazette.example/a.png\" alt=\"a\" width=\"9\" height=\"9\"></video>")]
    [InlineData("<p style=\"border-radius:4px\">a</p>")]
    [InlineData("<img src=\"https://gazette.example/a.png\" alt=\"a\" width=\"200\" height=\"100\" style=\"max-width:200px\">")]
    public async Task Where_something_makes_up_for_it_nothing_is_said(string html) =>
        (await Checked.OfAsync(Checked.Stories(3), html: Checked.With(html))).Findings().ShouldBeEmpty();

    [Theory]
    [InlineData("@import url(https://gazette.example/a.css);", "client-import")]
    [InlineData("@supports (display: grid) { .a { width: 1px } }", "client-supports-rule")]
    [InlineData("@media (min-width: 1px) { @media (max-width: 9px) { .a { width: 1px } } }", "client-nested-condition")]
    [InlineData("@media print { .a { width: 1px } }", "client-media-query")]
    [InlineData("a[href] { width: 1px }", "client-attribute-selector")]
    public async Task The_style_sheet_is_read_too(string css, string code) =>
        (await Checked.OfAsync(Checked.Stories(3), html: html => html.Replace("<style>\n", $"<style>\n{css}\n", StringComparison.Ordinal))).Codes().ShouldBe([code]);

    [Fact]
    public async Task A_style_element_that_Gmail_ignores_for_its_length_is_told()
    {
        var filler = string.Concat(Enumerable.Range(0, 900).Select(at => $".c{at} {{ width: 1px }}\n"));
        (await Checked.OfAsync(Checked.Stories(3), html: html => html.Replace("<style>\n", $"<style>\n{filler}", StringComparison.Ordinal))).Codes().ShouldBe(["client-style-length"]);
    }

    [Theory]
    [InlineData("<p style=\"color:#777777\">Grey words</p>", "“Grey words” is #777777 on #ffffff in the light scheme, a contrast of 4.47 to 1")]
    [InlineData("<p style=\"color:#999;background:#fff url(https://gazette.example/a.png);background-color:#fff\">Pale</p>", "“Pale” is #999999 on #ffffff in the light scheme, a contrast of 2.84 to 1 where 4.5 is needed.")]
    [InlineData("<table bgcolor=\"#ffffff\"><tr><td><font><span style=\"color:rgb(120, 120, 120)\">Grey</span></font></td></tr></table>", "“Grey” is #787878 on #ffffff in the light scheme")]
    public async Task Text_that_is_hard_to_read_is_told_with_its_colours(string html, string told) =>
        (await Checked.OfAsync(Checked.Stories(3), html: Checked.With(html))).Findings().Where(finding => finding.Code == "contrast").First().Reason.ShouldContain(told);

    [Fact]
    public async Task Large_text_needs_less_contrast()
    {
        const string grey = "background-color:#ffffff;color:#808080;";
        (await Checked.OfAsync(Checked.Stories(3), html: Checked.With($"<p style=\"{grey}font-size:24px\">a</p>"))).Findings().ShouldBeEmpty();
        (await Checked.OfAsync(Checked.Stories(3), html: Checked.With($"<p style=\"{grey}font-size:19px;font-weight:bold\">a</p>"))).Findings().ShouldBeEmpty();
        (await Checked.OfAsync(Checked.Stories(3), html: Checked.With($"<p style=\"{grey}font-size:18px\">a</p>"))).Codes().ShouldAllBe(code => code == "contrast");
    }

    [Fact]
    public async Task What_is_dark_ink_on_dark_paper_only_in_the_dark_is_found_there()
    {
        var finding = (await Checked.OfAsync(Checked.Stories(3), html: html => html.Replace(".ink { color: #edf1f2 !important; }", "", StringComparison.Ordinal))).Findings()[0];
        finding.Code.ShouldBe("contrast");
        finding.Reason.ShouldContain("#14181a on #181d20 in the dark scheme");
    }

    [Theory]
    [InlineData("<div><table><tr><td>")]
    [InlineData("<p></div></span>")]
    [InlineData("<a href=\"x\"><a href=\"https://gazette.example/\">a")]
    [InlineData("<style>{{{")]
    [InlineData("<p style=\"color:;;:;background:url(\">a</p><p style=\"a:b(c\">")]
    [InlineData("<!-- never closed")]
    [InlineData("<p class=\"\u0000\">")]
    public async Task Broken_markup_is_no_trouble_for_the_checks(string html) =>
        (await Checked.OfAsync(Checked.Stories(3), html: Checked.With(html))).Findings().ShouldNotContain(finding => finding.Reason.Length < 10);

    [Fact]
    public async Task Broken_markup_is_told_with_the_first_place()
    {
        var finding = (await Checked.OfAsync(Checked.Stories(3), html: Checked.With("<p></div>"))).Findings().First(finding => finding.Code == "broken-markup");
        finding.Reason.ShouldContain("(line ");
    }

    [Fact]
    public void Every_rule_of_the_data_file_is_whole()
    {
        var known = MailClients.All;
        known.Features.Select(feature => feature.Code).ShouldBeUnique();
        foreach (var feature in known.Features)
        {
            feature.Clients.ShouldNotBeEmpty(feature.Code);
            feature.Clients.ShouldAllBe(client => known.Clients.ContainsKey(client), feature.Code);
            feature.Severity.ShouldBeOneOf("broken", "poor");
            feature.Year.ShouldBeInRange(2020, 2100);
            (feature.What.Length > 5 && char.IsUpper(feature.What[0]) && feature.Remedy.EndsWith('.') && !feature.Effect.EndsWith('.')).ShouldBeTrue(feature.Code);
            foreach (var pattern in new[] { feature.Find.Matches, feature.Find.Values, feature.Find.Selector, feature.Fallback?.AttributeMatches, feature.Fallback?.Conditional }.OfType<string>())
                MailClients.Pattern(pattern).ShouldNotBeNull();
            (feature.Find.Elements is not null || feature.Find.Properties is not null || feature.Find.AtRules is not null || feature.Find.Selector is not null || feature.Find.StyleBytes is not null || feature.Find.NestedConditions).ShouldBeTrue(feature.Code);
        }
        known.Accepted.SelectMany(group => group).ShouldAllBe(accepted => accepted.Because.Length > 20 && known.Features.Any(feature => feature.Code == accepted.Feature));
    }

    [Fact]
    public void Style_sheets_are_read_with_their_conditions_and_declarations()
    {
        var sheet = Styles.Sheet("/* a { */ .a, p { color: #fff !important; background: url('x;y}z') } @media (prefers-color-scheme: dark) { .b { color: red } } @import 'c'; .d { width: 1px");
        sheet.Rules.Select(rule => (rule.Selector, rule.Condition)).ShouldContain((".b", "@media (prefers-color-scheme: dark)"));
        sheet.Rules[0].Declarations[0].ShouldBe(new Declaration("color", "#fff", IsImportant: true));
        sheet.AtRules.Select(rule => rule.Name).ShouldBe(["media", "import"]);
    }
}
