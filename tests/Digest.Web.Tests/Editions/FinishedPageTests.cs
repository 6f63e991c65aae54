using Digest.Web.Tests.Admin;

namespace Digest.Web.Tests.Editions;

/// <summary>
/// Razor writes a data attribute that is null as an empty one, so a page where nothing goes on any more has data-live="". The
/// script must take that for nothing, or the page asks again for ever.
/// </summary>
public sealed class FinishedPageTests
{
    [Fact]
    public async Task A_finished_edition_is_not_asked_for_again()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.ReaderAsync("reader@reader.example");
        newsroom.Publish("first");
        await newsroom.AtAsync(day: 2);
        using var ada = await newsroom.Site.SignedInBrowserAsync();
        (await ada.GetAsync("/admin/editions/1")).Body.ShouldContain("<div id=\"state\" data-live=\"\">");
        (await ada.GetAsync("/admin/editions")).Body.ShouldContain("<div id=\"going\" data-live=\"\">");
        var script = (await ada.GetAsync("/admin.js")).Body;
        script.ShouldContain("document.querySelectorAll(\"[data-live]:not([data-live=''])\")");
        script.ShouldNotContain("querySelectorAll(\"[data-live]\")");
    }
}
