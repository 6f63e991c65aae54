using System.Globalization;
using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Digest.Rendering;
using Microsoft.Playwright;

namespace Digest.Browser.Tests;

/// <summary>One message, opened as a mail program shows it: no scripts of its own, pictures from the sample folder or none.</summary>
internal static partial class MessageSheet
{
    private static readonly Uri Nowhere = new("https://message.example/");

    // A message stands inside a mail program's page, and the landmarks are that page's.
    private static readonly AxeRunOptions WithoutLandmarks = new()
    {
        Rules = new() { ["region"] = new() { Enabled = false }, ["landmark-one-main"] = new() { Enabled = false } },
    };

    /// <summary>Looks at a message in each width, light and dark, and asks of it what is asked of all.</summary>
    public static async Task LookAtAsync(this Chromium chromium, Rendered message, string name, int[] widths, bool pictures = true)
    {
        var page = await chromium.OpenAsync(Nowhere, Look.PhoneLight);
        await page.RouteAsync("**/*", route => AnswerAsync(route, message, pictures));
        await page.GotoAsync("/");
        foreach (var (width, dark) in from width in widths from dark in new[] { false, true } select (width, dark))
        {
            await page.SetViewportSizeAsync(width, 800);
            await page.EmulateMediaAsync(new() { ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light });
            await page.JudgeMessageAsync(name, new Look(string.Create(CultureInfo.InvariantCulture, $"{width}-{(dark ? "dark" : "light")}"), width, 800, dark));
        }
        await page.Context.CloseAsync();
    }

    private static async Task JudgeMessageAsync(this IPage page, string name, Look look)
    {
        var what = $"{name} at {look.Name}";
        await page.ShotAsync($"message-{name}", look);
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBeLessThanOrEqualTo(0, $"{what} scrolls sideways");
        (await page.EvaluateAsync<string[]>(WiderThanItsContainer)).ShouldBeEmpty($"{what}: wider than its container");
        (await page.EvaluateAsync<int[]>("[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(heading => +heading.localName[1])")).ShouldBeInOrder(what);
        var found = await page.RunAxe(WithoutLandmarks);
        found.Violations.Select(one => $"{one.Id}: {one.Help} ({string.Join("; ", one.Nodes.Select(node => node.Html))})").ShouldBeEmpty(what);
    }

    /// <summary>The first is of the first level and the only one; none skips a level.</summary>
    private static void ShouldBeInOrder(this int[] levels, string what)
    {
        levels.Count(level => level == 1).ShouldBe(1, what);
        levels[0].ShouldBe(1, what);
        levels.Zip(levels.Skip(1)).ShouldAllBe(pair => pair.Second <= pair.First + 1, what);
    }

    private static async Task AnswerAsync(IRoute route, Rendered message, bool pictures)
    {
        var url = new Uri(route.Request.Url);
        if (url.Host == Nowhere.Host)
            await route.FulfillAsync(new() { ContentType = "text/html; charset=utf-8", Body = Marker().Replace(message.Html, "https://gazette.example/reader/link") });
        else if (pictures)
            await route.FulfillAsync(new() { Path = Path.Combine(Repository.Root, "sample", "pictures", url.AbsolutePath is "/icon" ? "lighthouse.png" : Path.GetFileName(url.AbsolutePath)) });
        else
            await route.AbortAsync();
    }

    private const string WiderThanItsContainer =
        """
        [...document.querySelectorAll('body *')]
          .filter(element => element.getClientRects().length > 0 && getComputedStyle(element).display !== 'inline')
          .filter(element => {
            const own = element.getBoundingClientRect(), around = element.parentElement.getBoundingClientRect();
            return own.right > around.right + 1 || own.left < around.left - 1 || element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0;
          })
          .map(element => element.outerHTML.slice(0, 160))
        """;

    [GeneratedRegex("slot[0-9a-f]{24}[a-z]+end", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Marker();
}
