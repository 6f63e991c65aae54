using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Digest.Storage;
using Digest.Stories;

namespace Digest.Benchmarks;

/// <summary>Many feeds and a large archive on SQLite: what reading costs, and how long people wait beside it.</summary>
internal sealed class FeedBench(int feeds, int archive, string sink)
{
    private const int Rounds = 3;

    // Each feed is due within a minute, and the job runs each minute: a round lies wholly inside.
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(2.5);
    private const int PeoplePerSecond = 10;

    public async Task RunAsync(TextWriter output, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("digest-bench-").FullName;
        await using var hosts = await FeedHosts.StartAsync(archive / feeds);
        await using var server = await MailSink.StartAsync(sink.EndsWith(".c", StringComparison.Ordinal) ? Path.GetFullPath(sink) : sink, folder);
        var options = new FeedsOptions { Feeds = [.. Enumerable.Range(0, feeds).Select(feed => new FeedOptions { Url = hosts.Address(feed), PollMinutes = 1 })] };
        var settings = new { options.Feeds, Net = new { AllowPrivateAddresses = true }, Smtp = new { Host = "127.0.0.1", server.Port, Security = "None" }, Web = new { TrustedProxies = "127.0.0.1" }, Signup = new { MailsPerHour = 1_000_000, WorkAbovePerMinute = 1_000_000 } };
        await File.WriteAllTextAsync(Path.Combine(folder, "appsettings.json"), JsonSerializer.Serialize(settings), cancellation);
        try
        {
            var watch = Stopwatch.StartNew();
            await using var site = await SiteProcess.StartAsync(folder, new Dictionary<string, string>(StringComparer.Ordinal), cancellation);
            using var database = new Database(new StorageOptions { ConnectionString = $"Data Source={Path.Combine(folder, "data", "digest.db")}" });
            await UntilAsync(database, archive, cancellation);
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"{feeds} feeds with {archive:N0} stories, read for the first time: {watch.Elapsed.TotalSeconds:0} s, {site.Cpu.TotalSeconds:0} s of CPU, peak {site.Peak:0} MB, the database's file {new FileInfo(Path.Combine(folder, "data", "digest.db")).Length / 1e6:N0} MB"));

            await output.WriteLineAsync("| | CPU in 2.5 minutes | sign-ups | p99 | slowest | failed |");
            await output.WriteLineAsync("|---|---|---|---|---|---|");
            await WindowAsync("nothing has changed (304)", site, output, cancellation);
            for (var round = 1; round <= Rounds; round++)
            {
                hosts.Change();
                await WindowAsync("each has two new stories and a correction", site, output, cancellation);
                await UntilAsync(database, archive + (round * 2 * feeds), cancellation);
            }
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Peak memory {site.Peak:0} MB."));
            await QueriesAsync(database, options, output, cancellation);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task WindowAsync(string what, SiteProcess site, TextWriter output, CancellationToken cancellation)
    {
        var began = site.Cpu;
        using var crowd = new SignupLoad(site.Address, PeoplePerSecond, Window);
        var (taken, p99, slowest, failure) = await crowd.RunAsync(cancellation);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"| {what} | {(site.Cpu - began).TotalSeconds:0.0} s | {taken:N0} | {p99.TotalMilliseconds:0} ms | {slowest.TotalMilliseconds:0} ms | {failure ?? "none"} |"));
    }

    private static async Task QueriesAsync(Database database, FeedsOptions options, TextWriter output, CancellationToken cancellation)
    {
        var states = new FeedStates(database, options, TimeProvider.System);
        var search = new StorySearch(database);
        foreach (var (what, query) in new (string, Func<Task>)[]
        {
            ("how the feeds stand", () => states.ReadAsync(cancellation)),
            ("the newest stories", () => search.FindAsync("", after: null, 51, cancellation)),
            ("a word in headlines", () => search.FindAsync("nothinghasthis", after: null, 51, cancellation)),
        })
        {
            await query();
            var watch = Stopwatch.StartNew();
            await query();
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{what}: {watch.Elapsed.TotalMilliseconds:0} ms"));
        }
    }

    private static async Task UntilAsync(Database database, int stories, CancellationToken cancellation)
    {
        for (var patience = Stopwatch.StartNew(); patience.Elapsed < TimeSpan.FromMinutes(15); await Task.Delay(500, cancellation))
        {
            if (await database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM stories"), cancellation) >= stories)
                return;
        }
        throw new TimeoutException($"There are fewer than {stories} stories after a quarter of an hour.");
    }
}
