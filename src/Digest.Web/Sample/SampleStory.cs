using System.Globalization;
using System.Xml.Linq;

namespace Digest.Web.Sample;

/// <summary>One story of the sample site, as its page shows it.</summary>
internal sealed record SampleStory(string Headline, string Dek, string Byline, DateTimeOffset Published, IReadOnlyList<string> Paragraphs, SamplePicture? Picture, string Licence)
{
    private static readonly XNamespace Content = "http://purl.org/rss/1.0/modules/content/";
    private static readonly XNamespace DublinCore = "http://purl.org/dc/elements/1.1/";
    private static readonly XNamespace Media = "http://search.yahoo.com/mrss/";

    /// <summary>The story whose link ends in <paramref name="slug"/>; null: there is none.</summary>
    public static SampleStory? Find(string feedFile, string slug)
    {
        var channel = XDocument.Load(feedFile).Root!.Element("channel")!;
        var item = channel.Elements("item").FirstOrDefault(one => one.Element("link")!.Value.EndsWith($"/sample/stories/{slug}", StringComparison.Ordinal));
        return item is null ? null : new SampleStory(
            item.Element("title")!.Value,
            item.Element("description")!.Value,
            item.Element(DublinCore + "creator")!.Value,
            DateTimeOffset.ParseExact(item.Element("pubDate")!.Value, "r", CultureInfo.InvariantCulture),
            [.. XElement.Parse($"<text>{item.Element(Content + "encoded")!.Value}</text>").Elements("p").Select(paragraph => paragraph.Value)],
            Illustration(item.Element(Media + "content")),
            item.Element(DublinCore + "rights")?.Value ?? channel.Element("copyright")!.Value);
    }

    private static SamplePicture? Illustration(XElement? media) => media is null ? null : new SamplePicture(
        new Uri(media.Attribute("url")!.Value).Segments[^1],
        (int)media.Attribute("width")!,
        (int)media.Attribute("height")!,
        media.Element(Media + "title")!.Value,
        media.Element(Media + "description")!.Value,
        media.Element(Media + "credit")!.Value);
}

/// <summary>A picture of the sample site.</summary>
internal sealed record SamplePicture(string File, int Width, int Height, string Alt, string Caption, string Credit);
