using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using Digest.Editions;
using Digest.Storage;
using Microsoft.Net.Http.Headers;

namespace Digest.Web.Endpoints;

/// <summary>What search engines may read: the list of public pages (sitemaps.org/protocol.html). More than one file may hold are in several, which the first lists.</summary>
internal static class Sitemap
{
    public const string Path = "/sitemap.xml";
    private const string Protocol = "http://www.sitemaps.org/schemas/sitemap/0.9";

    /// <summary>As many addresses as one file may hold.</summary>
    private const int Most = 50_000;

    private static readonly string[] Fixed = ["/", "/editions"];
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);

    public static void MapSitemap(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods(Path, [HttpMethods.Get, HttpMethods.Head], async (PublishedEditions editions, SiteOptions site, HttpContext context) =>
            Answer(context, await editions.CountAsync() + Fixed.Length is var pages && pages <= Most ? await PartAsync(editions, site, 1) : await IndexAsync(editions, site, pages)));
        routes.MapMethods("/sitemap-{part:int:min(1)}.xml", [HttpMethods.Get, HttpMethods.Head], async (int part, PublishedEditions editions, SiteOptions site, HttpContext context) =>
            part <= PartsOf(await editions.CountAsync() + Fixed.Length) ? Answer(context, await PartAsync(editions, site, part)) : Results.NotFound());
    }

    private static IResult Answer(HttpContext context, byte[] file)
    {
        context.Response.GetTypedHeaders().CacheControl = new CacheControlHeaderValue { Public = true, MaxAge = Kept };
        return Results.Bytes(file, "application/xml; charset=utf-8", entityTag: new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(file).AsSpan(0, 16))}\""));
    }

    private static int PartsOf(int pages) => (pages + Most - 1) / Most;

    private static async Task<byte[]> IndexAsync(PublishedEditions editions, SiteOptions site, int pages)
    {
        var parts = new List<(string Address, long At)>();
        var newest = (await editions.NewestAsync(1))[0].ClosedAt;
        for (var part = 1; part <= PartsOf(pages); part++)
        {
            // The first names the list of editions, which changes with the newest; the last is the one that grows.
            var isFull = part > 1 && part * Most < pages;
            parts.Add(($"/sitemap-{part}.xml", isFull ? (await editions.OldestAsync((part * Most) - Fixed.Length - 1, 1))[0].ClosedAt : newest));
        }
        return Write(site, "sitemapindex", "sitemap", parts);
    }

    private static async Task<byte[]> PartAsync(PublishedEditions editions, SiteOptions site, int part)
    {
        IEnumerable<(string, long)> first = [];
        if (part == 1)
        {
            var changed = await editions.NewestAsync(1) is [var newest] ? newest.ClosedAt : (await editions.SinceAsync()).ToUnixTimeMilliseconds();
            first = Fixed.Select(path => (path, changed));
        }
        var (after, most) = part == 1 ? (0, Most - Fixed.Length) : (((part - 1) * Most) - Fixed.Length, Most);
        return Write(site, "urlset", "url", first.Concat((await editions.OldestAsync(after, most)).Select(edition => ($"/editions/{Uri.EscapeDataString(edition.Slug)}", edition.ClosedAt))));
    }

    private static byte[] Write(SiteOptions site, string root, string item, IEnumerable<(string Path, long ChangedAt)> pages)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) }))
        {
            xml.WriteStartElement(root, Protocol);
            foreach (var (path, changedAt) in pages)
            {
                xml.WriteStartElement(item, Protocol);
                xml.WriteElementString("loc", Protocol, site.Url + path);
                xml.WriteElementString("lastmod", Protocol, changedAt.ToTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
                xml.WriteEndElement();
            }
            xml.WriteEndElement();
        }
        return bytes.ToArray();
    }
}
