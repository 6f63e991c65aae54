namespace Digest.Tests.Stories;

/// <summary>An RSS feed in a file of its own.</summary>
internal sealed class FeedFile : IDisposable
{
    public FeedFile(params string[] items) => Write(items);

    public string Path { get; } = System.IO.Path.GetTempFileName();

    public static string Feed(params string[] items) =>
        $"<rss version='2.0'><channel><title>Tide</title><link>https://t.example/</link><copyright>CC BY</copyright>{string.Concat(items)}</channel></rss>";

    public void Write(params string[] items) => File.WriteAllText(Path, Feed(items));

    public void Dispose() => File.Delete(Path);
}
