using Digest.Rendering;

namespace Digest.Tests.Rendering;

public sealed class RazorTemplateEngineTests
{
    [Fact]
    public async Task A_missing_template_is_named()
    {
        var problem = await Should.ThrowAsync<TemplateException>(() => Some.Templates.RenderAsync("Obituary.html", new object()));
        problem.Message.ShouldBe("templates/Obituary.html.cshtml: there is no such template");
    }

    [Fact]
    public async Task A_failing_template_is_named_with_the_reason_in_one_line()
    {
        var problem = await Should.ThrowAsync<TemplateException>(() => Some.Templates.RenderAsync("Digest.html", "not a digest"));
        problem.Message.ShouldStartWith("templates/Digest.html.cshtml: ");
        problem.Message.ShouldContain("DigestPage");
        problem.Message.ShouldNotContain('\n');
    }

    [Fact]
    public async Task Text_templates_write_text_as_it_is_and_html_templates_encode_it()
    {
        var story = Some.Story with { Headline = "Fish & \"chips\" <cheap> – für Zoë 🐟" };
        var rendered = await Some.Renderer().DigestAsync(Some.Digest(story));
        rendered.Text.ShouldContain("Fish & \"chips\" <cheap> – für Zoë 🐟");
        rendered.Html.ShouldContain("Fish &amp; &quot;chips&quot; &lt;cheap&gt; – für Zoë &#x1F41F;");
    }
}
