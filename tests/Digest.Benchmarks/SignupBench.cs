using System.Globalization;
using System.Text.Json;

namespace Digest.Benchmarks;

/// <summary>People sign up while the site submits an edition: how long they wait, and how much the edition slows down.</summary>
internal sealed class SignupBench(int perSecond, int seconds, int readers, string sink)
{
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(5);

    public async Task RunAsync(TextWriter output, CancellationToken cancellation)
    {
        await output.WriteLineAsync("| sign-ups a second | taken | p99 | slowest | failed | edition a second | the site's CPU |");
        await output.WriteLineAsync("|---|---|---|---|---|---|---|");
        await OneAsync(perSecond, edition: false, output, cancellation);
        await OneAsync(people: 0, edition: true, output, cancellation);
        await OneAsync(perSecond, edition: true, output, cancellation);
    }

    private async Task OneAsync(int people, bool edition, TextWriter output, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("digest-bench-").FullName;
        await using var server = await MailSink.StartAsync(sink.EndsWith(".c", StringComparison.Ordinal) ? Path.GetFullPath(sink) : sink, folder);
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Smtp__Host"] = "127.0.0.1",
            ["Smtp__Port"] = $"{server.Port}",
            ["Smtp__Security"] = "None",
            ["Smtp__MaxConnections"] = "10",
            ["Smtp__MessagesPerConnection"] = "100000",
            ["Editions__MaxStories"] = "3",
            ["Web__TrustedProxies"] = "127.0.0.1",
            ["Signup__MailsPerHour"] = "1000000",
            ["Signup__WorkAbovePerMinute"] = "1000000",
        };
        var file = Path.Combine(folder, "readers.csv");
        await File.WriteAllLinesAsync(file, Enumerable.Range(0, readers).Select(number => $"reader{number}@example{number % 1000}.example").Prepend("address"), cancellation);
        await File.WriteAllTextAsync(Path.Combine(folder, "appsettings.json"), "{}", cancellation);
        await Tool.RunAsync("dotnet", [DeliveryBench.Program, "subscribers", "import", file, "--confirmed"], folder, environment);
        try
        {
            await using var site = await SiteProcess.StartAsync(folder, environment, cancellation);
            using var crowd = new SignupLoad(site.Address, people, TimeSpan.FromSeconds(seconds));
            var load = people == 0 ? null : crowd.RunAsync(cancellation);
            await Task.Delay(Ahead, cancellation);
            var began = site.Cpu;
            var sent = edition ? await Tool.RunAsync("dotnet", [DeliveryBench.Program, "edition", "send", "--json"], folder, environment) : null;
            var (taken, p99, slowest, failure) = load is null ? default : await load;
            var rate = sent is null ? "none" : Rate(JsonDocument.Parse(sent.Output).RootElement);
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"| {people} | {taken:N0} | {p99.TotalMilliseconds:0} ms | {slowest.TotalMilliseconds:0} ms | {failure ?? "none"} | {rate} | {(site.Cpu - began).TotalSeconds:0.0} s |"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Rate(JsonElement report) => string.Create(CultureInfo.InvariantCulture, $"{report.GetProperty("submitted").GetInt32() / report.GetProperty("seconds").GetDouble():N0}");
}
