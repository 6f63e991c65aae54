using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;

namespace Digest.Web.Tests.Admin;

/// <summary>One way to call the site: an endpoint, a method, and of a page the handler.</summary>
internal sealed partial record Call(string Pattern, string Method, string? Handler)
{
    public bool IsAdmin => Pattern == "/admin" || Pattern.StartsWith("/admin/", StringComparison.OrdinalIgnoreCase);

    public bool IsGet => Method == "GET";

    public bool IsUnsafe => Method is not ("GET" or "HEAD" or "OPTIONS" or "TRACE");

    /// <summary>With something plausible in the place of each parameter.</summary>
    public string Address => Parameter().Replace(Pattern, found => found.Groups["name"].Value switch
    {
        "token" => "forged",
        "slug" or "edition" or "day" => "2026-03-02",
        "job" or "name" => "import-stories",
        _ => "1",
    }).TrimEnd('/') is { Length: > 0 } address
        ? address + (Handler is null ? "" : $"?handler={Handler}")
        : "/";

    public override string ToString() => $"{Method} {Pattern}{(Handler is null ? "" : $"?handler={Handler}")}";

    [GeneratedRegex(@"\{\*{0,2}(?<name>\w+)[^}]*\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();
}

/// <summary>Every way to call a running site.</summary>
internal static class Calls
{
    private static readonly string[] UnsafeMethods = ["POST", "PUT", "PATCH", "DELETE"];

    public static Task<IReadOnlyList<Call>> OfAsync(TestSite site) => OfAsync(site, site.Get<EndpointDataSource>().Endpoints);

    public static async Task<IReadOnlyList<Call>> OfAsync(TestSite site, IEnumerable<Endpoint> endpoints)
    {
        var calls = new List<Call>();
        foreach (var endpoint in endpoints.OfType<RouteEndpoint>())
        {
            var pattern = "/" + (endpoint.RoutePattern.RawText ?? "").TrimStart('/');
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page)
                calls.AddRange(await OfPageAsync(site, endpoint, page, pattern));
            else
                calls.AddRange((endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["*"]).Select(method => new Call(pattern, method, Handler: null)));
        }
        return [.. calls.Distinct()];
    }

    // A page of the admin's must refuse what it has no handler for too: it may get one, or answer all methods alike.
    private static async Task<IEnumerable<Call>> OfPageAsync(TestSite site, RouteEndpoint endpoint, PageActionDescriptor page, string pattern)
    {
        var compiled = await site.Get<PageLoader>().LoadAsync(page, endpoint.Metadata);
        var handlers = compiled.HandlerMethods.Select(handler => new Call(pattern, handler.HttpMethod.ToUpperInvariant(), handler.Name)).ToList();
        return handlers.Exists(call => call.IsAdmin) ? [.. handlers, .. UnsafeMethods.Select(method => new Call(pattern, method, Handler: null))] : handlers;
    }
}
