using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Xunit.Abstractions;

namespace Digest.Web.Tests.Stories;

/// <summary>No markup of a feed is markup in a message or on a page, whatever form it comes in.</summary>
public sealed class InjectionTests(ITestOutputHelper output)
{
    private static readonly string[] Forms = [.. Injections.Markup, .. Injections.Breakers];

    [Fact]
    public async Task Messages_and_pages_hold_no_element_and_no_attribute_that_harmless_stories_do_not()
    {
        (Injections.Markup.Count + Injections.Breakers.Count + Injections.Addresses.Count).ShouldBeGreaterThan(100);
        await using var hostile = await InjectedEditions.OpenAsync(Forms, Injections.Addresses);
        await using var harmless = await InjectedEditions.OpenAsync([.. Forms.Select((_, at) => $"bank {at}")], [.. Injections.Addresses.Select((_, at) => $"https://t.example/{InjectedFeeds.File}/harmless/{at}")]);
        // A form of which nothing is left makes no story: up to a tenth.
        (await CountAsync(hostile)).ShouldBeInRange(await CountAsync(harmless) * 9 / 10, await CountAsync(harmless));
        var rendered = await hostile.RenderAsync();
        output.WriteLine($"{Forms.Length} forms and {Injections.Addresses.Count} addresses in {await CountAsync(hostile)} stories, {rendered.Count} messages and pages");
        var allowed = Parts(await harmless.RenderAsync());
        foreach (var (part, count) in Parts(rendered))
            count.ShouldBeLessThanOrEqualTo(allowed.GetValueOrDefault(part), part);
        var known = Parts(await PagesAsync(harmless));
        foreach (var (part, _) in Parts(await PagesAsync(hostile)))
            known.ShouldContainKey(part);
    }

    [Fact]
    public void What_is_looked_for_would_be_found() =>
        Parts(["<p><img src='https://t.example/x' onerror='canary()'><a href='javascript:canary()'>x</a></p>"]).Keys.ShouldBe(["html", "head", "body", "p", "img", "img src", "img onerror", "a", "a href", "a javascript:canary()"], ignoreOrder: true);

    private static async Task<int> CountAsync(InjectedEditions editions) => await editions.Newsroom.Site.ScalarAsync<int>("SELECT COUNT(*) FROM stories");

    private static async Task<IReadOnlyList<string>> PagesAsync(InjectedEditions editions)
    {
        await editions.Newsroom.AtAsync(day: 2);
        var pages = new List<string>();
        foreach (var path in new[] { "/", "/editions", "/editions/2026-03-02", "/editions/2026-03-02/message" })
            pages.Add((await editions.Newsroom.Site.GetAsync(path)).Body);
        pages[2].ShouldContain("Fog");
        return pages;
    }

    /// <summary>Elements, their attributes, comments, and addresses that are none of the web's, each with how often it is there.</summary>
    private static Dictionary<string, int> Parts(IEnumerable<string> pages)
    {
        var parts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var node in pages.SelectMany(page => new HtmlParser().ParseDocument(page).Descendants()))
        {
            if (node is IComment)
                Add("comment");
            if (node is not IElement element)
                continue;
            Add(element.LocalName);
            foreach (var attribute in element.Attributes)
            {
                Add($"{element.LocalName} {attribute.Name}");
                if (attribute.Name is "href" or "src" or "action" or "srcset" or "background" && !IsOfTheWeb(attribute.Value))
                    Add($"{element.LocalName} {attribute.Value}");
            }
        }
        return parts;

        void Add(string part) => parts[part] = parts.GetValueOrDefault(part) + 1;
    }

    private static bool IsOfTheWeb(string address) =>
        address.StartsWith('/') || address.StartsWith('#') || (Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" or "mailto");
}
