using System.Text.RegularExpressions;

namespace Digest.Tests.Related.Gold;

/// <summary>What the ranker is compared with: words in small letters of headline, dek and text together, nothing else.</summary>
internal sealed partial class PlainRankers
{
    private const double K1 = 1.2;
    private const double B = 0.75;
    private readonly Dictionary<string, int>[] stories;
    private readonly int[] lengths;
    private readonly Dictionary<string, int> having;

    public PlainRankers(GoldSet gold)
    {
        stories = [.. gold.Documents.Select(one => Word().Matches($"{one.Headline} {one.Dek} {one.Text}".ToLowerInvariant()).CountBy(match => match.Value, StringComparer.Ordinal).ToDictionary())];
        lengths = [.. stories.Select(words => words.Values.Sum())];
        having = stories.SelectMany(words => words.Keys).CountBy(word => word, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
    }

    public IEnumerable<long> TfIdf(long query)
    {
        return Best(query, other => Dot(query - 1, other) / Math.Sqrt(Dot(query - 1, query - 1) * Dot(other, other)));

        double Dot(long one, long other) => stories[one].Sum(word => word.Value * stories[other].GetValueOrDefault(word.Key) * Math.Pow(Math.Log((double)stories.Length / having[word.Key]), 2));
    }

    public IEnumerable<long> Bm25(long query)
    {
        var average = lengths.Average();
        return Best(query, other => stories[query - 1].Keys.Sum(word =>
        {
            var count = stories[other].GetValueOrDefault(word);
            var rarity = Math.Log(1 + ((stories.Length - having[word] + 0.5) / (having[word] + 0.5)));
            return rarity * count * (K1 + 1) / (count + (K1 * (1 - B + (B * lengths[other] / average))));
        }));
    }

    private IEnumerable<long> Best(long query, Func<long, double> score) => Enumerable.Range(0, stories.Length)
        .Where(other => other != query - 1).Select(other => (Story: other + 1L, Score: score(other)))
        .Where(one => one.Score > 0).OrderByDescending(one => one.Score).ThenBy(one => one.Story).Select(one => one.Story);

    [GeneratedRegex(@"[\p{L}\p{M}\p{N}]+", RegexOptions.NonBacktracking)]
    private static partial Regex Word();
}
