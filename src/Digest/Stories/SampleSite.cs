using System.Globalization;
using System.Security;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace Digest.Stories;

/// <summary>
/// The feed that is read while no other is configured. The template beside the program has words in double braces for what
/// depends on the installation: <c>{{site}}</c>, <c>{{now}}</c> and times such as <c>{{-3d 14:20}}</c>.
/// </summary>
public sealed partial class SampleSite(SiteOptions site, TimeProvider clock)
{
    private const string FileName = "sample-feed.xml";

    /// <summary>
    /// Writes the feed with its times counted from the first writing, so that a restart moves none of them. Called again, it
    /// writes only where the template or the site's address has changed.
    /// </summary>
    /// <param name="programFolder">Where <c>sample/feed.xml</c> lies.</param>
    /// <param name="dataFolder">Where the copy goes; made when it is missing.</param>
    /// <returns>The copy's absolute path.</returns>
    public string Materialise(string programFolder, string dataFolder)
    {
        var file = FileIn(dataFolder);
        var present = File.Exists(file) ? File.ReadAllText(file) : null;
        var start = StartOf(present) ?? clock.GetUtcNow();
        var feed = Word().Replace(File.ReadAllText(Path.Combine(programFolder, "sample", "feed.xml")), word => Fill(word, start));
        if (feed != present)
            Write(file, feed);
        return file;
    }

    /// <summary>Where the copy lies.</summary>
    public static string FileIn(string dataFolder) => Path.GetFullPath(Path.Combine(dataFolder, FileName));

    private string Fill(Match word, DateTimeOffset start) => word.Groups["name"].Value switch
    {
        "site" => SecurityElement.Escape(site.Url),
        "now" => Rfc822(start),
        _ => Rfc822(Earlier(start, int.Parse(word.Groups["days"].ValueSpan, CultureInfo.InvariantCulture), TimeOnly.ParseExact(word.Groups["time"].ValueSpan, "HH:mm", CultureInfo.InvariantCulture))),
    };

    private static DateTimeOffset Earlier(DateTimeOffset start, int days, TimeOnly time)
    {
        var moment = new DateTimeOffset(DateOnly.FromDateTime(start.UtcDateTime).AddDays(-days), time, TimeSpan.Zero);
        return moment < start ? moment : start;
    }

    private static DateTimeOffset? StartOf(string? feed)
    {
        try
        {
            var start = feed is null ? null : XDocument.Parse(feed).Root?.Element("channel")?.Element("lastBuildDate")?.Value;
            return DateTimeOffset.TryParseExact(start, "r", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    // Whoever reads the feed meanwhile sees the old file or the new one, never a part.
    private static void Write(string file, string feed)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var unfinished = $"{file}.{Path.GetRandomFileName()}";
        File.WriteAllText(unfinished, feed);
        File.Move(unfinished, file, overwrite: true);
    }

    private static string Rfc822(DateTimeOffset time) => time.ToString("r", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\{\{(?<name>site|now|-(?<days>[0-9]{1,3})d (?<time>[0-9]{2}:[0-9]{2}))\}\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();
}
