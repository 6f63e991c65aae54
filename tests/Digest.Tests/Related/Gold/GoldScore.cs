namespace Digest.Tests.Related.Gold;

/// <summary>How well a ranker does on the gold set.</summary>
/// <param name="Ndcg">nDCG@3 over the stories that have something to find.</param>
/// <param name="Precision">The share of all offers that are of grade 2 or 3.</param>
/// <param name="Wrong">Offers of grade 0, and versions of the query.</param>
/// <param name="Offers">All offers.</param>
/// <param name="Found">The share of the stories with something to find that got at least one offer of grade 2 or 3.</param>
internal sealed record GoldScore(double Ndcg, double Precision, int Wrong, int Offers, double Found)
{
    private const int At = 3;

    /// <summary>Asks a ranker for what belongs beside each story.</summary>
    /// <param name="gold">The judgments.</param>
    /// <param name="rank">What a ranker offers beside a story, best first.</param>
    /// <param name="asked">The stories asked; null: all.</param>
    public static GoldScore Of(GoldSet gold, Func<long, IEnumerable<long>> rank, Func<GoldStory, bool>? asked = null)
    {
        var gains = new List<double>();
        var (offers, right, wrong, found) = (0, 0, 0, 0);
        foreach (var query in gold.Documents.Where(one => asked?.Invoke(gold.Story(one.Id)) != false).Select(one => one.Id))
        {
            var grades = rank(query).Take(At).Select(story => gold.Grade(query, story)).ToList();
            offers += grades.Count;
            right += grades.Count(grade => grade >= 2);
            wrong += grades.Count(grade => grade == 0);
            var best = gold.Documents.Select(one => gold.Grade(query, one.Id)).OrderDescending().Take(At).ToList();
            if (best[0] < 2)
                continue;
            gains.Add(Gain(grades) / Gain(best));
            found += grades.Exists(grade => grade >= 2) ? 1 : 0;
        }
        return new GoldScore(gains.Count == 0 ? 0 : gains.Average(), offers == 0 ? 0 : (double)right / offers, wrong, offers, (double)found / Math.Max(1, gains.Count));
    }

    private static double Gain(IEnumerable<int> grades) => grades.Select((grade, place) => (Math.Pow(2, grade) - 1) / Math.Log2(place + 2)).Sum();
}
