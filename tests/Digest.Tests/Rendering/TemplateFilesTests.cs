using System.Runtime.CompilerServices;

namespace Digest.Tests.Rendering;

public sealed class TemplateFilesTests
{
    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder(), "*.cshtml").Select(file => Path.GetFileName(file))];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_template_keeps_to_what_every_razor_engine_reads(string file)
    {
        var template = File.ReadAllText(Path.Combine(Folder(), file));
        template.ShouldStartWith("@model Digest.Rendering.");
        foreach (var other in new[] { "@Html", "Html.", "asp-", "@addTagHelper", "<partial", "@inject", "@section", "RenderSection", "@await", "@inherits", "@using", "ViewBag", "ViewData", "@Url" })
            template.ShouldNotContain(other, Case.Sensitive);
    }

    [Fact]
    public void Every_message_has_both_parts()
    {
        var names = Directory.GetFiles(Folder(), "*.cshtml").Select(file => Path.GetFileName(file)).ToList();
        names.Where(name => name.EndsWith(".html.cshtml", StringComparison.Ordinal)).Select(name => name.Replace(".html.", ".text.")).Order()
            .ShouldBe(names.Where(name => name.EndsWith(".text.cshtml", StringComparison.Ordinal)).Order());
    }

    private static string Folder([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "templates"));
}
