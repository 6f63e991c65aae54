using Digest.Related;
using Xunit.Abstractions;

namespace Digest.Tests.Related.Gold;

public sealed class RelatedQualityTests(ITestOutputHelper output)
{
    private static readonly HashSet<long> None = [];

    [Fact]
    public void The_ranker_against_plain_ones_on_the_gold_set()
    {
        var gold = GoldSet.Read();
        var plain = new PlainRankers(gold);
        var index = RelatedIndex.Build(gold.Documents);
        output.WriteLine("| | nDCG@3 | precision@3 | wrong offers | offers | found |");
        output.WriteLine("|---|---|---|---|---|---|");
        foreach (var (name, rank) in new (string, Func<long, IEnumerable<long>>)[]
        {
            ("TF-IDF cosine", plain.TfIdf), ("plain BM25", plain.Bm25),
            ("ours", query => index.Find(query, 3, None, gold.Now, RelatedDirection.Either).Select(offer => offer.Id)),
        })
        {
            var score = GoldScore.Of(gold, rank);
            output.WriteLine(FormattableString.Invariant($"| {name} | {score.Ndcg:0.000} | {score.Precision:0.000} | {score.Wrong} | {score.Offers} | {score.Found:0.000} |"));
        }
    }
}
