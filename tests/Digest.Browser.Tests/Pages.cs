using Deque.AxeCore.Commons;
using Digest.Web.Security;
using Microsoft.Playwright;

namespace Digest.Browser.Tests;

/// <summary>What is asked of every page.</summary>
internal static class Pages
{
    public const string Admin = "Ada";
    public const string Password = "correct horse battery";

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    /// <summary>Opens a page and asks of it what is asked of all: axe finds nothing, nothing is refused by the content policy, no sideways scrolling.</summary>
    public static async Task LookAtAsync(this IPage page, string path, string name, Look look)
    {
        var complaints = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                complaints.Add(message.Text);
        };
        await page.GotoAsync(path);
        await page.JudgeAsync(name, look);
        complaints.ShouldBeEmpty($"{path} at {look.Name}");
    }

    /// <summary>Judges the page that is open.</summary>
    public static async Task JudgeAsync(this IPage page, string name, Look look)
    {
        await page.ShotAsync(name, look);
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBeLessThanOrEqualTo(0, $"{name} at {look.Name} scrolls sideways");
        // Of the page itself: no script runs in the frames that show messages, and axe would wait for them for ever.
        await page.EvaluateAsync(Axe);
        (await page.EvaluateAsync<string[]>(
            "async () => (await axe.run(document, { iframes: false })).violations.map(one => `${one.id}: ${one.help} (${one.nodes.map(node => node.html).join('; ')})`)"))
            .ShouldBeEmpty($"{name} at {look.Name}");
    }

    /// <summary>Lets an admin's page look at once whether what it shows is still so, as it does every few seconds.</summary>
    public static async Task RefreshAsync(this IPage page)
    {
        var answer = await page.RunAndWaitForResponseAsync(() => page.EvaluateAsync("document.dispatchEvent(new Event('visibilitychange'))"), response => response.Request.Headers.ContainsKey("x-live"));
        await answer.FinishedAsync();
        await page.EvaluateAsync("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
    }

    /// <summary>Keeps a picture of the whole page where DIGEST_SCREENSHOTS names a folder.</summary>
    public static async Task ShotAsync(this IPage page, string name, Look look)
    {
        if (Environment.GetEnvironmentVariable("DIGEST_SCREENSHOTS") is not { Length: > 0 } folder)
            return;
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{look.Name}.png"), FullPage = true });
    }

    /// <summary>
    /// Presses a link or button below frames as people do: in sight first, and pressed once it has been drawn there. Frames that allow no scripts
    /// are processes of their own in Chromium, and a click in the millisecond of scrolling still goes to the frame that stood there.
    /// </summary>
    public static async Task PressAsync(this ILocator target)
    {
        await target.ScreenshotAsync();
        await target.ClickAsync();
    }

    /// <summary>The cookies of a signed-in admin; without an end, as the site's clock is not the browser's.</summary>
    /// <param name="site">Where.</param>
    /// <param name="name">Who comes by a link of their own; null: the first admin.</param>
    public static async Task<IReadOnlyList<Cookie>> SignedInAsync(this TestSite site, string? name = null)
    {
        using var browser = new Web.Tests.Browser(site.Address);
        var link = new Uri(await (name is null ? site.Get<AdminLinks>().CreateAsync() : site.Get<AdminLinks>().CreateAsync(name))).AbsolutePath;
        await browser.GetAsync(link);
        await browser.SubmitAsync(link, name is null ? [("name", Admin), ("password", Password)] : [("password", Password)]);
        // As for https, which Chromium grants this machine's own address: the cookies' names promise it.
        return [.. browser.Cookies.Select(cookie => new Cookie { Name = cookie.Key, Value = cookie.Value, Url = new UriBuilder(site.Address) { Scheme = "https" }.ToString() })];
    }
}
