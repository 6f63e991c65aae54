using System.Security.Cryptography;
using System.Text;
using System.Xml;
using Digest.Editions;
using Digest.Storage;
using Microsoft.Net.Http.Headers;

namespace Digest.Web.Endpoints;

/// <summary>The published editions as an Atom feed (RFC 4287).</summary>
internal static class EditionsFeed
{
    public const string Path = "/editions/feed.xml";
    private const string Atom = "http://www.w3.org/2005/Atom";
    private const int Newest = 30;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);

    public static void MapEditionsFeed(this IEndpointRouteBuilder routes) =>
        routes.MapMethods(Path, [HttpMethods.Get, HttpMethods.Head], async (PublishedEditions published, SiteOptions site, HttpContext context) =>
        {
            var editions = await published.NewestAsync(Newest);
            var headlines = (await published.HeadlinesAsync(Newest)).ToLookup(one => one.Slug, StringComparer.Ordinal);
            var updated = editions.Count > 0 ? editions[0].ClosedAt.ToTime() : await published.SinceAsync();
            var feed = Write(site, editions, headlines, updated);
            context.Response.GetTypedHeaders().CacheControl = new CacheControlHeaderValue { Public = true, MaxAge = Kept };
            var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(feed).AsSpan(0, 16))}\"");
            return Results.Bytes(feed, "application/atom+xml; charset=utf-8", entityTag: tag);
        });

    private static byte[] Write(SiteOptions site, IReadOnlyList<PublishedEdition> editions, ILookup<string, PublishedHeadline> headlines, DateTimeOffset updated)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true }))
        {
            xml.WriteStartElement("feed", Atom);
            xml.WriteAttributeString("xml", "lang", ns: null, site.Language);
            Text(xml, "id", $"{site.Url}/editions");
            Text(xml, "title", site.Name);
            if (site.Tagline.Length > 0)
                Text(xml, "subtitle", site.Tagline);
            Text(xml, "updated", Time(updated));
            xml.WriteStartElement("author", Atom);
            Text(xml, "name", site.Name);
            xml.WriteEndElement();
            if (site.Licence.Length > 0)
                Text(xml, "rights", site.Licence);
            Link(xml, "self", $"{site.Url}{Path}");
            Link(xml, "alternate", $"{site.Url}/editions");
            foreach (var edition in editions)
                Entry(xml, site, edition, [.. headlines[edition.Slug]]);
            xml.WriteEndElement();
        }
        return bytes.ToArray();
    }

    private static void Entry(XmlWriter xml, SiteOptions site, PublishedEdition edition, IReadOnlyList<PublishedHeadline> headlines)
    {
        var page = $"{site.Url}/editions/{edition.Slug}";
        xml.WriteStartElement("entry", Atom);
        Text(xml, "id", page);
        Text(xml, "title", edition.Title);
        Link(xml, "alternate", page);
        Text(xml, "published", Time(edition.ClosedAt.ToTime()));
        Text(xml, "updated", Time(edition.ClosedAt.ToTime()));
        if (string.Join(" · ", headlines.Select(one => one.Headline)) is { Length: > 0 } summary)
            Text(xml, "summary", summary);
        // The feed's own licence speaks for what has none (RFC 4287 §4.2.10).
        var own = headlines.Where(one => one.Licence is not null && one.Licence != site.Licence).Select(one => $"{one.Headline}: {one.Licence}").ToList();
        if (own.Count > 0)
            Text(xml, "rights", string.Join(" · ", own.Prepend(site.Licence).Where(words => words.Length > 0)));
        xml.WriteEndElement();
    }

    private static void Link(XmlWriter xml, string relation, string address)
    {
        xml.WriteStartElement("link", Atom);
        xml.WriteAttributeString("rel", relation);
        xml.WriteAttributeString("type", relation == "self" ? "application/atom+xml" : "text/html");
        xml.WriteAttributeString("href", address);
        xml.WriteEndElement();
    }

    // Headlines come from feeds that may hold what XML cannot say.
    private static void Text(XmlWriter xml, string name, string text) => xml.WriteElementString(name, Atom, string.Concat(text.EnumerateRunes()
        .Where(rune => rune.Value > char.MaxValue || XmlConvert.IsXmlChar((char)rune.Value))));

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
