using System.Globalization;
using System.Text.Json;
using Digest.Mail.Dkim;

namespace Digest.Benchmarks;

/// <summary>Imports readers and sends them an edition of the sample site, for several sizes, and says what one more reader costs.</summary>
internal sealed class DeliveryBench(int stories, bool signed, string sink)
{
    private const int Connections = 10;

    /// <summary>The release build beside this one's: its own settings of the runtime count.</summary>
    public static string Program => Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "Digest.Web", "release", "Digest.Web.dll"));

    public async Task RunAsync(IReadOnlyList<int> sizes, TextWriter output, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("digest-bench-").FullName;
        try
        {
            var key = await KeyAsync(folder);
            if (signed)
            {
                var (perThousand, perSecond) = Signing.Measure(key);
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"The signature alone (RSA-2048): {perThousand:0.000} CPU-seconds per 1,000, {perSecond:N0} a second on {Environment.ProcessorCount} cores."));
            }
            if (!sink.EndsWith(".c", StringComparison.Ordinal))
                await output.WriteLineAsync(await SourceAsync(folder));
            await output.WriteLineAsync("| recipients | CPU-seconds | seconds | peak MB | slope: CPU-seconds per 1,000 | slope: a second |");
            await output.WriteLineAsync("|---|---|---|---|---|---|");
            Spent? before = null;
            for (var at = 0; at < sizes.Count && !cancellation.IsCancellationRequested; at++)
            {
                var spent = await SendAsync(Path.Combine(folder, $"{sizes[at]}"), sizes[at], key);
                var more = before is null ? 0 : sizes[at] - sizes[at - 1];
                var slope = before is null ? "| | |" : string.Create(CultureInfo.InvariantCulture, $"| {(spent.Cpu - before.Cpu) * 1000 / more:0.000} | {more / (spent.Wall - before.Wall):N0} |");
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"| {sizes[at]:N0} | {spent.Cpu:0.0} | {spent.Wall:0.0} | {spent.Peak:0} {slope}"));
                before = spent;
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<Spent> SendAsync(string folder, int readers, string key)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, "readers.csv");
        await File.WriteAllLinesAsync(file, Enumerable.Range(0, readers).Select(number => $"reader{number}@example{number % 1000}.example,Reader {number}").Prepend("address,name"));
        await using var server = await MailSink.StartAsync(sink.EndsWith(".c", StringComparison.Ordinal) ? Path.GetFullPath(sink) : sink, folder);
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Smtp__Host"] = "127.0.0.1",
            ["Smtp__Port"] = $"{server.Port}",
            ["Smtp__Security"] = "None",
            ["Smtp__MaxConnections"] = $"{Connections}",
            ["Smtp__MessagesPerConnection"] = "100000",
            ["Editions__MaxStories"] = $"{stories}",
            ["Site__From"] = "The Saltmarsh Courier <news@saltmarsh.example>",
        };
        if (signed)
            (environment["Dkim__Domain"], environment["Dkim__PrivateKeyFile"]) = ("saltmarsh.example", key);
        await File.WriteAllTextAsync(Path.Combine(folder, "appsettings.json"), "{}");
        await Tool.RunAsync("dotnet", [Program, "subscribers", "import", file, "--confirmed"], folder, environment);
        var spent = await Tool.RunAsync("dotnet", [Program, "edition", "send", "--json"], folder, environment);
        var submitted = JsonDocument.Parse(spent.Output).RootElement.GetProperty("submitted").GetInt32();
        return submitted == readers ? spent : throw new InvalidOperationException($"{submitted} of {readers} were submitted.");
    }

    /// <summary>What Postfix's own source of messages does with the same server: kept connections, messages of about the same size.</summary>
    private async Task<string> SourceAsync(string folder)
    {
        const int messages = 40_000;
        const int bytes = 20_500;
        await using var server = await MailSink.StartAsync(sink, folder);
        var spent = await Tool.RunAsync("smtp-source", ["-s", $"{Connections}", "-m", $"{messages}", "-l", $"{bytes}", "-d", "-f", "a@saltmarsh.example", "-t", "b@example.example", $"127.0.0.1:{server.Port}"], folder);
        return string.Create(CultureInfo.InvariantCulture, $"smtp-source, {Connections} connections, {bytes:N0} bytes: {messages / spent.Wall:N0} a second.");
    }

    private static async Task<string> KeyAsync(string folder)
    {
        var file = Path.Combine(folder, "key.pem");
        using var key = DkimKey.Create();
        await DkimKeyFile.WriteAsync(key, file);
        return file;
    }
}
