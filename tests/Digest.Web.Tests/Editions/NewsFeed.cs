using System.Globalization;
using System.Xml.Linq;

namespace Digest.Web.Tests.Editions;

/// <summary>A feed in a file, to which a test adds stories.</summary>
internal sealed class NewsFeed : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("digest-feed-").FullName;
    private readonly XElement channel = new("channel", new XElement("title", "The News"), new XElement("link", "https://www.news.example"));

    public NewsFeed() => Write();

    public string File => Path.Combine(folder, "feed.xml");

    public static string LinkOf(string slug) => $"https://www.news.example/{slug}";

    /// <summary>Publishes a story at the top of the feed.</summary>
    public void Add(string slug, DateTimeOffset published, string? headline = null, string? text = null, params string[] topics)
    {
        Put(new XElement("item",
            new XElement("title", headline ?? $"Story {slug}"),
            new XElement("link", LinkOf(slug)),
            new XElement("guid", LinkOf(slug)),
            new XElement("pubDate", published.ToString("r", CultureInfo.InvariantCulture)),
            new XElement("description", text ?? $"What happened with {slug}."),
            topics.Select(topic => new XElement("category", topic))));
        Write();
    }

    private void Put(XElement item)
    {
        if (channel.Element("item") is { } top)
            top.AddBeforeSelf(item);
        else
            channel.Add(item);
    }

    /// <summary>Changes a story's headline.</summary>
    public void Rewrite(string slug, string headline)
    {
        channel.Elements("item").Single(item => item.Element("guid")!.Value == LinkOf(slug)).Element("title")!.Value = headline;
        Write();
    }

    /// <summary>Changes what a story says.</summary>
    public void Rewrite(string slug, string headline, string text)
    {
        channel.Elements("item").Single(item => item.Element("guid")!.Value == LinkOf(slug)).Element("description")!.Value = text;
        Rewrite(slug, headline);
    }

    /// <summary>Lets a story fall off the end.</summary>
    public void Drop(string slug)
    {
        channel.Elements("item").Single(item => item.Element("guid")!.Value == LinkOf(slug)).Remove();
        Write();
    }

    private void Write() => new XDocument(new XElement("rss", new XAttribute("version", "2.0"), channel)).Save(File);

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
