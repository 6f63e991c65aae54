using System.Diagnostics;
using System.Globalization;
using Digest.Related;

namespace Digest.Benchmarks;

/// <summary>What the index of related stories costs: built on one core, kept in memory and in its file, asked.</summary>
internal sealed class RelatedBench(int stories)
{
    private const int PerMatter = 8;
    private const int Questions = 5_000;
    private static readonly DateTimeOffset Today = new(2026, 3, 2, 6, 0, 0, TimeSpan.Zero);
    private static readonly HashSet<long> None = [];

    public async Task RunAsync(TextWriter output)
    {
        var documents = Documents().ToList();
        _ = RelatedIndex.Build(documents.Take(2_000));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var watch = Stopwatch.StartNew();
        var index = RelatedIndex.Build(documents);
        var built = watch.Elapsed;
        var memory = GC.GetTotalMemory(forceFullCollection: true) - before;

        var file = new MemoryStream();
        watch.Restart();
        using (var writer = new BinaryWriter(file, System.Text.Encoding.UTF8, leaveOpen: true))
            index.Write(writer);
        var saved = watch.Elapsed;
        file.Position = 0;
        watch.Restart();
        using (var reader = new BinaryReader(file, System.Text.Encoding.UTF8, leaveOpen: true))
            index.Read(reader);
        var loaded = watch.Elapsed;

        var random = new Random(11);
        var times = new List<double>();
        var (offers, right) = (0, 0);
        for (var i = 0; i < Questions; i++)
        {
            var id = random.Next(stories) + 1;
            watch.Restart();
            var found = index.Find(id, 3, None, Today, RelatedDirection.Either);
            times.Add(watch.Elapsed.TotalMilliseconds);
            offers += found.Count;
            right += found.Count(offer => (offer.Id - 1) / PerMatter == (id - 1) / PerMatter);
        }
        times.Sort();
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"""
            | {stories:N0} stories of 300 words, one core | |
            |---|---|
            | built | {built.TotalSeconds:0.0} s |
            | memory | {memory / 1e6:0} MB |
            | the file | {file.Length / 1e6:0} MB, written in {saved.TotalSeconds:0.0} s, read in {loaded.TotalSeconds:0.0} s |
            | a question | {times[times.Count / 2]:0.00} ms, p99 {times[times.Count * 99 / 100]:0.00} ms, slowest {times[^1]:0.0} ms |
            | offers of the same matter | {right} of {offers} |
            """));
    }

    /// <summary>Matters of some stories each, told in words of their own among everybody's, as frequent as in a language: few everywhere, most hardly ever.</summary>
    private IEnumerable<RelatedDocument> Documents()
    {
        var random = new Random(7);
        for (var at = 0; at < stories; at++)
        {
            var matter = at / PerMatter;
            var headline = string.Join(' ', Enumerable.Range(0, 9).Select(i => i is 1 or 4 ? Own() : Anyone()));
            var dek = string.Join(' ', Enumerable.Range(0, 20).Select(i => i % 7 == 3 ? Own() : Anyone()));
            var text = string.Join(' ', Enumerable.Range(0, 300).Select(i => i % 12 == 5 ? Own() : Anyone()));
            yield return new RelatedDocument(at + 1, headline, dek, text, Today.AddMinutes(-5 * (stories - at)), string.Create(CultureInfo.InvariantCulture, $"https://news.example/{at + 1}"));

            string Own() => Word(1_000_000 + (matter * 12) + random.Next(12));
            string Anyone() => Word((int)(60_000 * Math.Pow(random.NextDouble(), 5)));
        }
    }

    /// <summary>A pronounceable word for each number.</summary>
    private static string Word(int number)
    {
        const string Consonants = "bdfgklmnprstvz";
        const string Vowels = "aeiou";
        var letters = new char[8];
        for (var at = 0; at < letters.Length; at++)
        {
            var from = at % 2 == 0 ? Consonants : Vowels;
            letters[at] = from[number % from.Length];
            number /= from.Length;
        }
        return new string(letters);
    }
}
