using System.Collections.Concurrent;
using Digest.Web.Tests.Stories;
using Microsoft.Playwright;

namespace Digest.Browser.Tests;

/// <summary>Injected stories as Chromium shows them when nothing protects it: scripts allowed, no content policy, no sandbox.</summary>
[Collection(AdminsInChromium.Name)]
public sealed class InjectionInChromiumTests(Chromium chromium)
{
    private static readonly Uri Nowhere = new("https://message.example/");

    [BrowserFact]
    public async Task No_form_of_injection_runs_or_loads_anything()
    {
        await using var editions = await InjectedEditions.OpenAsync([.. Injections.Markup, .. Injections.Breakers], Injections.Addresses, related: 3);
        (await FireAsync(await editions.RenderAsync())).ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task The_same_forms_would_run_and_load_where_nothing_is_escaped()
    {
        // Those that lead away would take the next document along.
        var forms = Injections.Markup.Where(form => !form.Contains("refresh", StringComparison.Ordinal)).Where((_, at) => at % 2 == 0);
        var fired = await FireAsync([.. forms.Select(form => $"<!DOCTYPE html><title>x</title><body><p>{form}</p>")]);
        fired.Count(what => what.StartsWith("canary", StringComparison.Ordinal)).ShouldBeGreaterThan(10);
        fired.Count(what => what.Contains(Injections.Host, StringComparison.Ordinal)).ShouldBeGreaterThan(5);
        (await FireAsync(["<script>alert(1)</script>"])).ShouldNotBeEmpty();
        (await FireAsync(["<a id=a href='javascript:canary()'>x</a>"])).ShouldNotBeEmpty();
    }

    /// <summary>Opens each document, presses and touches what can be pressed and touched in it, and tells what came of it.</summary>
    private async Task<IReadOnlyCollection<string>> FireAsync(IReadOnlyList<string> documents)
    {
        var fired = new ConcurrentQueue<string>();
        var number = 0;
        var page = await chromium.OpenAsync(Nowhere, Look.DesktopLight);
        await page.ExposeFunctionAsync("canary", () => fired.Enqueue($"canary in {number}"));
        page.Dialog += async (_, dialog) =>
        {
            fired.Enqueue($"dialog in {number}");
            await dialog.DismissAsync();
        };
        await page.RouteAsync("**/*", async route =>
        {
            var address = new Uri(route.Request.Url);
            if (address.Host == Injections.Host)
                fired.Enqueue($"{address} in {number}");
            if (address.Host == Nowhere.Host && address.AbsolutePath.StartsWith("/document", StringComparison.Ordinal))
                await route.FulfillAsync(new() { ContentType = "text/html; charset=utf-8", Body = documents[number] });
            else
                await route.FulfillAsync(new() { Status = 404 });
        });
        for (; number < documents.Count; number++)
        {
            await page.GotoAsync($"/document/{number}", new() { WaitUntil = WaitUntilState.DOMContentLoaded });
            await TouchAsync(page);
        }
        // What was begun last has its time.
        await page.WaitForTimeoutAsync(500);
        await page.Context.CloseAsync();
        return fired;
    }

    /// <summary>Fires the events for which a script may wait, and follows links that are scripts.</summary>
    private static async Task TouchAsync(IPage page)
    {
        try
        {
            await page.EvaluateAsync("""
                () => {
                  for (const element of document.querySelectorAll('*')) {
                    for (const name of element.getAttributeNames().filter(name => name.startsWith('on')))
                      element.dispatchEvent(new Event(name.slice(2)));
                    const address = element.getAttribute('href') ?? element.getAttribute('action') ?? '';
                    if (/^\s*java\s*script:/i.test(address)) element.click?.();
                  }
                }
                """);
        }
        catch (PlaywrightException)
        {
            // The page went elsewhere while it was touched, which the route has noted.
        }
    }
}
