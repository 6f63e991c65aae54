using Digest.Storage;
using Digest.Tests.Safety;
using Digest.Tests.Safety.Server;

namespace Digest.Web.Tests.Safety;

/// <summary>The program in a folder with readers, and the mail server that it submits to.</summary>
internal sealed class Delivery : IAsyncDisposable
{
    public const int Connections = 4;
    private static readonly TimeSpan PerMessage = TimeSpan.FromMilliseconds(5);
    private readonly Database database;

    private Delivery(RecordingServer server, string? disk)
    {
        DatabaseFile = Path.Combine(disk ?? Path.Combine(Folder.Root, "data"), "digest.db");
        Folder.Environment["Storage__ConnectionString"] = $"Data Source={DatabaseFile}";
        Server = server;
        Folder.Environment["Smtp__Host"] = "127.0.0.1";
        Folder.Environment["Smtp__Port"] = $"{server.Port}";
        Folder.Environment["Smtp__MaxConnections"] = $"{Connections}";
        database = new Database(new StorageOptions { ConnectionString = $"Data Source={DatabaseFile}" });
    }

    public string DatabaseFile { get; }

    public WorkFolder Folder { get; } = new();

    public RecordingServer Server { get; }

    public int Readers { get; private init; }

    /// <summary>Imports readers.</summary>
    /// <param name="readers">How many.</param>
    /// <param name="disk">Where the database lies; null: in the folder.</param>
    public static async Task<Delivery> PrepareAsync(int readers, string? disk = null)
    {
        var delivery = new Delivery(new RecordingServer(), disk) { Readers = readers };
        await delivery.Folder.ImportAsync(Enumerable.Range(0, readers).Select(number => $"r{number}@reader.example"));
        return delivery;
    }

    /// <summary>Lets the server take a moment for each message, so that there is always one on the wire.</summary>
    public void TakeTime() => Server.Oddity = async standing =>
    {
        if (standing.Moment is Moment.Dot)
            await Task.Delay(PerMessage);
        return null;
    };

    public EditionRun Send() => new(Folder);

    /// <summary>Compares what the rows say now, in the middle of things, with what the server took.</summary>
    public async Task ShouldClaimNothingFalseAsync()
    {
        // The rows first: what the server takes meanwhile cannot contradict them.
        var rows = await RowsAsync();
        Accounts.ShouldClaimNothingFalse(rows, Server.Receipts);
    }

    /// <summary>Compares them at the end: everybody has it, and what was reported last says so.</summary>
    public async Task ShouldBeCompleteAsync(EditionRun last, int mostRepetitions)
    {
        (await last.Ended).ShouldBe(0, await last.ErrorsAsync());
        var report = await last.ReportAsync();
        foreach (var (figure, expected) in new[] { ("recipients", Readers), ("submitted", Readers), ("deferred", 0), ("failed", 0), ("uncertain", 0) })
            report.GetProperty(figure).GetInt32().ShouldBe(expected, figure);
        await ShouldBeCompleteAsync(mostRepetitions);
    }

    /// <summary>Compares them at the end: everybody has it, and the rows say so.</summary>
    public async Task ShouldBeCompleteAsync(int mostRepetitions)
    {
        var rows = await RowsAsync();
        rows.Count.ShouldBe(Readers);
        Accounts.ShouldBeComplete(rows, Server.Receipts);
        Repetitions.ShouldBeLessThanOrEqualTo(mostRepetitions);
    }

    /// <summary>Waits until no message is left to a site that submits by itself.</summary>
    public Task UntilFinishedAsync() => WorkFolder.UntilAsync(async () => (await RowsAsync()).All(row => row.FinishedAt is not null));

    /// <summary>Messages that the server took beyond one a reader.</summary>
    public int Repetitions => Server.Count - Server.Receipts.Select(receipt => receipt.Recipient).Distinct(StringComparer.Ordinal).Count();

    private Task<IReadOnlyList<DeliveryRow>> RowsAsync() => DeliveryRow.ReadAllAsync(database);

    public async ValueTask DisposeAsync()
    {
        database.Dispose();
        await Server.DisposeAsync();
        Folder.Dispose();
    }
}
