using System.Globalization;
using System.Xml.Linq;
using Digest.Stories;

namespace Digest.Tests.Stories;

public sealed class SampleSiteTests : IDisposable
{
    private static readonly XNamespace Media = "http://search.yahoo.com/mrss/";
    private readonly string folder = Directory.CreateTempSubdirectory("digest-sample-").FullName;
    private readonly Clock clock = new(new DateTimeOffset(2026, 3, 2, 0, 1, 30, TimeSpan.Zero));

    [Fact]
    public void Its_times_are_counted_from_the_first_start_and_lie_before_it()
    {
        var feed = XDocument.Load(new SampleSite(new SiteOptions(), clock).Materialise(Repository(), folder));
        var times = feed.Descendants("pubDate").Select(date => DateTimeOffset.ParseExact(date.Value, "r", CultureInfo.InvariantCulture)).ToList();
        times.Count.ShouldBe(40);
        times.ShouldAllBe(time => time <= clock.GetUtcNow() && time > clock.GetUtcNow().AddDays(-22));
        times.ShouldBe(times.OrderDescending());
        feed.ToString().ShouldNotContain("{{");
    }

    [Fact]
    public void Its_feed_is_in_order()
    {
        var read = FeedReader.Read(File.ReadAllBytes(new SampleSite(new SiteOptions(), clock).Materialise(Repository(), folder)), now: clock.GetUtcNow());
        read.Problems.ShouldBeEmpty();
        read.Stories.Count.ShouldBe(40);
    }

    [Fact]
    public void A_restart_moves_no_story()
    {
        var sample = new SampleSite(new SiteOptions(), clock);
        var first = File.ReadAllText(sample.Materialise(Repository(), folder));
        clock.Advance(TimeSpan.FromDays(9));
        File.ReadAllText(sample.Materialise(Repository(), folder)).ShouldBe(first);
    }

    [Fact]
    public void A_new_address_changes_the_links_and_not_the_times()
    {
        var first = XDocument.Load(new SampleSite(new SiteOptions { Url = "http://localhost:5000" }, clock).Materialise(Repository(), folder));
        clock.Advance(TimeSpan.FromDays(9));
        var second = XDocument.Load(new SampleSite(new SiteOptions { Url = "https://courier.example/a&b" }, clock).Materialise(Repository(), folder));
        second.Descendants("pubDate").Select(date => date.Value).ShouldBe(first.Descendants("pubDate").Select(date => date.Value));
        second.Descendants("item").Select(item => item.Element("link")!.Value).ShouldAllBe(link => link.StartsWith("https://courier.example/a&b/sample/stories/"));
    }

    [Fact]
    public void A_damaged_copy_is_written_anew()
    {
        var sample = new SampleSite(new SiteOptions(), clock);
        var file = sample.Materialise(Repository(), folder);
        var whole = File.ReadAllText(file);
        File.WriteAllText(file, whole[..(whole.Length / 2)]);
        File.ReadAllText(sample.Materialise(Repository(), folder)).ShouldBe(whole);
        Directory.GetFiles(folder).ShouldBe([file]);
    }

    [Fact]
    public void Each_of_its_six_pictures_lies_beside_it_at_the_size_it_names()
    {
        var pictures = XDocument.Load(Path.Combine(Repository(), "sample", "feed.xml")).Descendants(Media + "content").ToList();
        pictures.Count.ShouldBe(6);
        foreach (var picture in pictures)
        {
            var bytes = File.ReadAllBytes(Path.Combine(Repository(), "sample", "pictures", picture.Attribute("url")!.Value.Split('/')[^1]));
            bytes.Length.ShouldBeLessThan(60_000);
            // A PNG's first chunk holds width and height as big-endian numbers at these places.
            System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(16)).ShouldBe((int)picture.Attribute("width")!);
            System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(20)).ShouldBe((int)picture.Attribute("height")!);
            picture.Elements().ShouldAllBe(part => part.Value.Length > 10);
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static string Repository()
    {
        var place = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(place.FullName, "Digest.sln")))
            place = place.Parent!;
        return place.FullName;
    }
}
