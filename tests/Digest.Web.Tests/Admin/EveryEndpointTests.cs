using System.Net;
using Digest.Subscribers;
using Digest.Web.Tests.Editions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Digest.Web.Tests.Admin;

/// <summary>
/// Every endpoint of the running site, those of tomorrow too: nothing is changed without a sign-in and a form's token, and
/// nothing by looking.
/// </summary>
public sealed class EveryEndpointTests
{
    /// <summary>Who changes something without being signed in, and why that is right.</summary>
    private static readonly Dictionary<string, string> ForEverybody = new(StringComparer.Ordinal)
    {
        ["/subscribe"] = "strangers sign up here; nothing comes of it before they confirm by mail",
        ["/confirm/{token}"] = "the token in the path is all the right there is; nobody has a cookie",
        ["/preferences"] = "a mail with the link goes to a reader's own address, once a day at most, and the answer is the same to everybody",
        ["/preferences/{token}"] = "the token in the path is all the right there is; nobody has a cookie",
        ["/preferences/first/{token}"] = "the token in the path is all the right there is, for an hour",
        ["/preferences/data/{token}"] = "the token in the path is all the right there is, for half an hour",
        ["/preferences/data/{token}/erase"] = "the same",
        ["/preferences/address/{token}"] = "the same, for a day",
        ["/appeal/{token}"] = "the token in the path is all the right there is; nobody has a cookie",
        ["/unsubscribe/{token}"] = "mail programs post here without cookies (RFC 8058 §3.1)",
    };

    /// <summary>Pages that lead in: they ask for no sign-in, but for the token of their form.</summary>
    private static readonly string[] LeadingIn = ["/admin/sign-in", "/admin/set-up/{token}"];

    [Fact]
    public async Task What_changes_something_is_the_admin_s_or_for_everybody_with_a_reason()
    {
        await using var site = await TestSite.StartAsync();
        var calls = await Calls.OfAsync(site);
        Strays(calls).ShouldBeEmpty();
        ForEverybody.Keys.ShouldBeSubsetOf(calls.Where(call => call.IsUnsafe).Select(call => call.Pattern), "the list names what is there");
        LeadingIn.ShouldBeSubsetOf(calls.Where(call => call.IsUnsafe).Select(call => call.Pattern), "the list names what is there");
        calls.Count(call => call.IsUnsafe && call.IsAdmin).ShouldBeGreaterThan(5, "pages and their handlers are found");
    }

    [Fact]
    public async Task An_endpoint_that_somebody_adds_elsewhere_is_noticed()
    {
        await using var site = await TestSite.StartAsync();
        Endpoint Made(params object[] metadata) => new RouteEndpoint(_ => Task.CompletedTask, RoutePatternFactory.Parse("/hooks/{id}"), order: 0, new EndpointMetadataCollection(metadata), displayName: null);
        Strays(await Calls.OfAsync(site, [Made(new HttpMethodMetadata(["POST"]))])).ShouldBe(["POST /hooks/{id}"]);
        Strays(await Calls.OfAsync(site, [Made()])).ShouldBe(["* /hooks/{id}"], "an endpoint of no method answers all");
        Strays(await Calls.OfAsync(site, [Made(new HttpMethodMetadata(["GET"]))])).ShouldBeEmpty();
    }

    [Fact]
    public async Task No_form_of_the_admin_s_is_performed_without_its_token()
    {
        await using var news = await LivedInAsync();
        using var ada = await news.Site.SignedInBrowserAsync();
        using var bob = await news.Site.SignedInBrowserAsync("Bob");
        await ada.GetAsync("/admin/people");
        var before = await news.Site.DumpAsync();
        foreach (var call in (await Calls.OfAsync(news.Site)).Where(call => call.IsAdmin && call.IsUnsafe))
        {
            foreach (var stood in new[] { "same-origin", "cross-site" })
            {
                (await SendAsync(news.Site, call, ada, stood)).Status.ShouldBe(HttpStatusCode.BadRequest, $"{call}, {stood}");
                (await news.Site.DumpAsync()).ShouldBe(before, call.ToString());
            }
        }
    }

    [Fact]
    public async Task No_form_of_the_admin_s_is_performed_without_a_sign_in()
    {
        await using var news = await LivedInAsync();
        using var ada = await news.Site.SignedInBrowserAsync();
        using var stranger = news.Site.OpenBrowser();
        await stranger.GetAsync("/admin/sign-in");
        var before = await news.Site.DumpAsync();
        foreach (var call in (await Calls.OfAsync(news.Site)).Where(call => call.IsAdmin && call.IsUnsafe && !LeadingIn.Contains(call.Pattern)))
        {
            foreach (var stood in new[] { "same-origin", "cross-site" })
            {
                // The stranger has a cookie and a token that fit each other, from the sign-in page.
                var answer = await SendAsync(news.Site, call, stranger, stood, stranger.Token);
                if (answer.Status != HttpStatusCode.Unauthorized)
                    answer.Headers["Location"].ShouldStartWith("/admin/sign-in", customMessage: call.ToString());
                (await news.Site.DumpAsync()).ShouldBe(before, call.ToString());
            }
        }
    }

    [Fact]
    public async Task Looking_changes_nothing()
    {
        await using var news = await LivedInAsync();
        using var ada = await news.Site.SignedInBrowserAsync();
        await ada.GetAsync("/admin");
        var before = await news.Site.DumpAsync();
        var calls = (await Calls.OfAsync(news.Site)).Where(call => call.IsGet).ToList();
        calls.Count.ShouldBeGreaterThan(10);
        foreach (var call in calls)
        {
            ((int)(await ada.GetAsync(call.Address)).Status).ShouldBeLessThan(500, call.ToString());
            (await news.Site.DumpAsync()).ShouldBe(before, call.ToString());
        }
    }

    private static IEnumerable<string> Strays(IEnumerable<Call> calls) =>
        calls.Where(call => call.IsUnsafe && !call.IsAdmin && !ForEverybody.ContainsKey(call.Pattern)).Select(call => call.ToString());

    // Something of everything, so that what got through would show.
    private static async Task<Newsroom> LivedInAsync()
    {
        var news = await Newsroom.OpenAsync();
        await news.ReaderAsync("ada@example.org", Cadence.Daily);
        news.Publish("ferry", "seals");
        await news.AtAsync(day: 2);
        await news.Site.SignUpAsync("bob@example.org");
        return news;
    }

    private static async Task<PageAnswer> SendAsync(TestSite site, Call call, Browser browser, string stood, string token = "")
    {
        using var request = new HttpRequestMessage(new HttpMethod(call.Method == "*" ? "POST" : call.Method), new Uri(call.Address, UriKind.Relative));
        request.Content = new FormUrlEncodedContent([new("id", "1"), new("name", "somebody"), new("feed", "1"), new("sure", "true"), new("__RequestVerificationToken", token)]);
        request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", browser.Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", stood);
        using var answer = await site.Http.SendAsync(request);
        return await PageAnswer.ReadAsync(answer);
    }
}
