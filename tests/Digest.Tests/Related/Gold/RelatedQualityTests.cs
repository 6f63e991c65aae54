using Digest.Related;
using Xunit.Abstractions;

namespace Digest.Tests.Related.Gold;

/// <summary>How well related stories are found, against plain rankers; the table stands in docs/related.md.</summary>
public sealed class RelatedQualityTests(ITestOutputHelper output)
{
    private static readonly HashSet<long> None = [];

    [Fact]
    public void Whole_stories_find_theirs_and_are_ahead_of_plain_rankers()
    {
        var gold = GoldSet.Read();
        var (tfIdf, bm25, ours) = Measure(gold);

        ours.Ndcg.ShouldBeGreaterThanOrEqualTo(0.85);
        ours.Ndcg.ShouldBeGreaterThanOrEqualTo(Math.Max(tfIdf.Ndcg, bm25.Ndcg) + 0.05);
        ours.Precision.ShouldBeGreaterThanOrEqualTo(0.87);
        ours.Wrong.ShouldBeLessThan(bm25.Wrong / 4);
    }

    [Fact]
    public void Headlines_that_only_hint_and_have_no_text_are_left_alone_rather_than_answered_wrongly()
    {
        var (tfIdf, bm25, ours) = Measure(GoldSet.Read().WithoutTexts());

        ours.Precision.ShouldBeGreaterThan(1.3 * Math.Max(tfIdf.Precision, bm25.Precision));
        ours.Wrong.ShouldBeLessThan(Math.Min(tfIdf.Wrong, bm25.Wrong) / 5);
    }

    [Fact]
    public void Each_language_is_read_as_well_as_the_others()
    {
        var gold = GoldSet.Read();
        var index = RelatedIndex.Build(gold.Documents);
        foreach (var language in new[] { "en", "de", "es", "fr" })
        {
            var score = GoldScore.Of(gold, query => Ours(index, gold, query), story => story.Language == language);
            Print(language, score);
            score.Ndcg.ShouldBeGreaterThanOrEqualTo(0.78, language);
            score.Precision.ShouldBeGreaterThanOrEqualTo(0.85, language);
        }
    }

    private (GoldScore TfIdf, GoldScore Bm25, GoldScore Ours) Measure(GoldSet gold)
    {
        var plain = new PlainRankers(gold);
        var index = RelatedIndex.Build(gold.Documents);
        output.WriteLine("| | nDCG@3 | precision@3 | wrong offers | offers | found something |");
        output.WriteLine("|---|---|---|---|---|---|");
        return (Print("TF-IDF cosine", GoldScore.Of(gold, plain.TfIdf)), Print("plain BM25", GoldScore.Of(gold, plain.Bm25)), Print("ours", GoldScore.Of(gold, query => Ours(index, gold, query))));
    }

    private static IEnumerable<long> Ours(RelatedIndex index, GoldSet gold, long query) => index.Find(query, 3, None, gold.Now, RelatedDirection.Either).Select(offer => offer.Id);

    private GoldScore Print(string name, GoldScore score)
    {
        output.WriteLine(FormattableString.Invariant($"| {name} | {score.Ndcg:0.000} | {score.Precision:0.000} | {score.Wrong} | {score.Offers} | {score.Found:0.000} |"));
        return score;
    }
}
