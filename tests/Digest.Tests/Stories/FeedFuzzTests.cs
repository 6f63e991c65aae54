using System.Diagnostics;
using System.Globalization;
using System.Text;
using Digest.Stories;
using Digest.Stories.Reading;
using Digest.Tests.Safety;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace Digest.Tests.Stories;

/// <summary>Whatever is done to a feed: nothing fails, hangs or fills the memory, and what is read is text and addresses of the web.</summary>
public sealed class FeedFuzzTests(ITestOutputHelper output)
{
    private const long Room = 32 * 1024 * 1024;
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(1);
    private static readonly int Runs = FullSize.Or(1_000_000, 12_000);
    private static readonly int Lanes = FullSize.Or(Environment.ProcessorCount, 2);
    private long worstRoom;
    private long worstTicks;

    [Fact]
    public void Damaged_feeds_give_clean_text_and_addresses_of_the_web() => Try(bytes => Feed(FeedReader.Read(bytes.Bytes, bytes.ContentType, new Uri("https://t.example/feed"))));

    [Fact]
    public void Damaged_html_gives_clean_text() => Try(bytes => Html(HtmlReader.Read(FeedBytes.Decode(bytes.Bytes, bytes.ContentType))));

    [Fact]
    public void No_text_is_a_date_that_fails() => Check.One(Settings(0), Prop.ForAll<string>(text =>
    {
        FeedDates.Read(text);
        FeedDates.Read($"Mon, 02 Mar 2026 {text}");
        FeedDates.Read($"2026-03-02T{text}");
        FeedDates.Read(text + " 7:00 PM EST");
    }));

    private void Try(Action<(byte[] Bytes, string? ContentType)> read)
    {
        var bases = MutantBases.All;
        var watch = Stopwatch.StartNew();
        Parallel.For(0, Lanes, lane => Check.One(Settings(lane), Prop.ForAll(Mutant.Of(bases.Count), mutant =>
        {
            var bytes = mutant.Build(bases);
            var (time, room) = Measure(() => read((bytes, mutant.ContentType)));
            // A machine that was busy elsewhere is asked again before the reader is blamed.
            if (time > Hang)
                (time, room) = Measure(() => read((bytes, mutant.ContentType)));
            time.ShouldBeLessThan(Hang);
            room.ShouldBeLessThan(Room);
        })));
        output.WriteLine($"{Runs} runs of {bases.Count} texts in {watch.Elapsed.TotalSeconds:F0} s; the longest took {TimeSpan.FromTicks(worstTicks).TotalMilliseconds:F1} ms, the largest {worstRoom / 1024.0 / 1024:F1} MB");
    }

    private (TimeSpan Time, long Room) Measure(Action read)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();
        read();
        var (time, room) = (watch.Elapsed, GC.GetAllocatedBytesForCurrentThread() - before);
        InterlockedMax(ref worstTicks, time.Ticks);
        InterlockedMax(ref worstRoom, room);
        return (time, room);
    }

    private static void InterlockedMax(ref long known, long value)
    {
        for (var before = Interlocked.Read(ref known); value > before;)
            before = Interlocked.CompareExchange(ref known, value, before) is var now && now == before ? value : now;
    }

    // The short run is the same every time; the full one is never the same.
    private static Config Settings(int lane)
    {
        var settings = Config.QuickThrowOnFailure.WithMaxTest(Runs / Lanes).WithQuietOnSuccess(true);
        return FullSize.IsWanted ? settings : settings.WithReplay(new Replay(new Rnd(17, (ulong)(lane * 2) + 1), null!));
    }

    private static void Feed(FeedDocument feed)
    {
        Lines([feed.Title, feed.Language, feed.Licence, .. feed.Problems]);
        Web(feed.Link);
        if (feed.Kind == FeedKind.None)
            (feed.Stories.Count, feed.Problems.Count).ShouldBe((0, 1));
        foreach (var story in feed.Stories)
        {
            Lines([story.Id, story.Headline, story.Dek, story.Byline, story.Licence, story.Picture?.Alt, story.Picture?.Caption, story.Picture?.Credit, .. story.Topics]);
            Clean(story.Text, lineFeeds: true);
            Web(story.Link);
            Web(story.Picture?.Url);
        }
    }

    private static void Html(HtmlContent html)
    {
        Clean(html.Text, lineFeeds: true);
        Lines([html.Line, .. html.Pictures.SelectMany(picture => new[] { picture.Alt, picture.Caption, picture.Credit })]);
    }

    private static void Web(string? address)
    {
        if (address is null)
            return;
        Clean(address, lineFeeds: false);
        new Uri(address, UriKind.Absolute).Scheme.ShouldBeOneOf("http", "https");
        address.AsSpan().IndexOfAny(" \"<>\\").ShouldBe(-1, address);
    }

    private static void Lines(ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
            Clean(text, lineFeeds: false);
    }

    private static void Clean(string? text, bool lineFeeds)
    {
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            var isClean = rune.Value is not (0xFFFD or 0xFEFF or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0x2028 or 0x2029)
                && (Rune.GetUnicodeCategory(rune) != UnicodeCategory.Control || (lineFeeds && rune.Value == '\n'));
            if (!isClean)
                throw new ShouldAssertException($"U+{rune.Value:X4} in “{text}”");
        }
    }
}
