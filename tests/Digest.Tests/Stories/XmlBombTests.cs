using System.Diagnostics;
using Digest.Stories;
using Digest.Tests.Safety;
using Xunit.Abstractions;

namespace Digest.Tests.Stories;

/// <summary>Each bomb is refused or read harmlessly, within 100 ms and 10 MB.</summary>
[Collection(Alone)]
public sealed class XmlBombTests(ITestOutputHelper output)
{
    private const string Alone = "measured alone";
    private const long Room = 10 * 1024 * 1024;
    private static readonly int Rounds = FullSize.Or(15, 3);

    // The promise is that of the build that is released, on a machine that does nothing else.
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(FullSize.Or(100, 3000));

    [Fact]
    public void No_bomb_takes_time_or_room()
    {
        var failures = new List<string>();
        foreach (var bomb in Bomb.All)
        {
            var (time, room, feed) = Measure(bomb);
            output.WriteLine($"{time.TotalMilliseconds,6:F1} ms {room / 1024.0 / 1024,6:F2} MB {(feed.Kind == FeedKind.None ? "refused" : "read   ")} {bomb.Name} ({bomb.Bytes.Length / 1024} KB)");
            if (time > Soon || room > Room)
                failures.Add($"{bomb.Name}: {time.TotalMilliseconds:F0} ms, {room / 1024 / 1024} MB");
        }
        failures.ShouldBeEmpty();
        Bomb.All.Count.ShouldBeGreaterThan(60);
    }

    [Fact]
    public void Nothing_of_what_a_bomb_points_at_is_in_what_is_read()
    {
        var secret = File.ReadAllText("/etc/hostname").Trim();
        foreach (var bomb in Bomb.All.Where(bomb => bomb.Name.Contains("entity at", StringComparison.Ordinal)))
        {
            var feed = FeedReader.Read(bomb.Bytes);
            feed.Kind.ShouldBe(FeedKind.None, bomb.Name);
            feed.Problems.ShouldNotContain(secret);
        }
        foreach (var bomb in Bomb.All.Where(bomb => bomb.Name.StartsWith("laughs", StringComparison.Ordinal) || bomb.Name.Contains("hold", StringComparison.Ordinal)))
            FeedReader.Read(bomb.Bytes).Kind.ShouldBe(FeedKind.None, bomb.Name);
    }

    [Fact]
    public void A_hundred_thousand_stories_cost_no_more_than_those_that_are_read()
    {
        var many = string.Concat(Enumerable.Range(0, 100_000).Select(number => $"<item><title>T{number}</title><link>https://t.example/{number}</link></item>"));
        var watch = Stopwatch.StartNew();
        var feed = FeedReader.Read(System.Text.Encoding.UTF8.GetBytes($"<rss><channel><title>T</title>{many}</channel></rss>"));
        output.WriteLine($"{watch.ElapsedMilliseconds} ms");
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
        feed.Stories.Count.ShouldBe(5000);
        feed.Problems.ShouldContain("The feed has more than 5000 stories; only the first 5000 are read");
        feed.Problems.ShouldNotContain(problem => problem.Contains("closed", StringComparison.Ordinal));
    }

    /// <summary>The best of a few: what the reader needs, not what else the machine had to do.</summary>
    private static (TimeSpan Time, long Room, FeedDocument Feed) Measure(Bomb bomb)
    {
        var best = (Time: TimeSpan.MaxValue, Room: long.MaxValue, Feed: FeedReader.Read("<rss/>"u8.ToArray()));
        for (var round = 0; round < Rounds; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var watch = Stopwatch.StartNew();
            var feed = FeedReader.Read(bomb.Bytes);
            var (time, room) = (watch.Elapsed, GC.GetAllocatedBytesForCurrentThread() - before);
            best = (time < best.Time ? time : best.Time, Math.Min(room, best.Room), feed);
        }
        return best;
    }

    /// <summary>What is measured here has the machine to itself, as far as that is in a test's power.</summary>
    [CollectionDefinition(Alone, DisableParallelization = true)]
    public sealed class Measured;
}
