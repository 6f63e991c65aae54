using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Digest.Web.Settings;

namespace Digest.Web.Commands;

/// <summary>The services of one command that needs the database: settings of the caller's folder, logs on standard error.</summary>
internal sealed class CommandScope : IAsyncDisposable
{
    private static readonly JsonSerializerOptions JsonOptions = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        // The reader is a program or a terminal, not a page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    private readonly ServiceProvider services;

    private CommandScope(ServiceProvider services) => this.services = services;

    public static async Task<CommandScope> OpenAsync(CancellationToken cancellation)
    {
        var settings = AppSettings.Read(Environment.CurrentDirectory);
        var collection = new ServiceCollection();
        collection.AddLogging(logging => logging.ToStandardError().SetMinimumLevel(LogLevel.Warning));
        collection.AddDigest(settings, TimeProvider.System);
        return await Failure.OpeningAsync(settings, async () =>
        {
            var provider = collection.BuildServiceProvider();
            await provider.PrepareAsync(isSite: false, cancellation);
            return new CommandScope(provider);
        });
    }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>Writes the command's one JSON document.</summary>
    public static void WriteJson(object? document) => Console.Out.WriteLine(JsonSerializer.Serialize(document, JsonOptions));

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
