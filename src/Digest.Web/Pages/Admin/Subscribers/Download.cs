using Microsoft.Net.Http.Headers;

namespace Digest.Web.Pages.Admin.Subscribers;

/// <summary>Tables that the browser keeps as files. They begin with a byte order mark: spreadsheets guess wrong without one.</summary>
internal static class Download
{
    public static void Begin(HttpResponse response, string fileName)
    {
        response.ContentType = "text/csv; charset=utf-8";
        response.GetTypedHeaders().ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = fileName };
        response.Headers.CacheControl = "no-store";
    }
}
