namespace Digest.Web.Pages;

internal static class WantsJson
{
    /// <summary>Whether a program asks: it sends JSON, or accepts it and no page.</summary>
    public static bool AsksForJson(this HttpRequest request)
    {
        if (request.HasJsonContentType())
            return true;
        var accept = request.GetTypedHeaders().Accept;
        return accept.Any(type => type.MediaType.EndsWith("json", StringComparison.OrdinalIgnoreCase))
            && !accept.Any(type => type.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase));
    }
}
