using System.Runtime.InteropServices;

namespace Digest.Related;

/// <summary>
/// What a story has in common with others. Each shared term brings the product of its prominence in both, times its rarity
/// to the power of 1.5. The sum, over the geometric mean of what each story would bring with itself, is a cosine, 0 to 1. As a
/// correlation is the more significant the more cases it rests on, the cosine is multiplied with a power of the number of terms
/// that it effectively rests on (the square of the sum over the sum of squares): one rare name in common is another matter
/// with the same person in it, a dozen half-rare words are the same matter.
/// </summary>
internal sealed class RelatedQuery
{
    // In terms of rarity: in fewer than about four stories of a hundred; in fewer than one; as much as three that are nearly rare.
    private const double Telling = 3.3;
    private const double Rare = 4.6;
    private const double Several = 14;

    private const double Breadth = 0.75;

    /// <summary>How many entries of the lists of stories are read for one question: the rarest terms' lists first, the longest not at all.</summary>
    private const int MostRead = 150_000;

    private readonly StoryStore store;
    private readonly QueryTerm[] terms;
    private readonly double whole;
    private readonly int headline;

    public RelatedQuery(StoryStore store, IndexedStory asked)
    {
        this.store = store;
        Asked = asked;
        var read = new List<QueryTerm>();
        foreach (var term in asked.Terms)
        {
            var (rarity, worth) = store.Rarity(term.Id);
            read.Add(new QueryTerm(term.Id, worth * term.Prominence, rarity, term.Field));
            whole += worth * term.Prominence * term.Prominence;
            headline += term.Field == Field.Headline ? 1 : 0;
        }
        terms = [.. read];
    }

    public IndexedStory Asked { get; }

    /// <summary>The stories with most in common, in no order.</summary>
    public IEnumerable<RelatedMatch> Nearest(int most, Func<IndexedStory, bool> allows)
    {
        var tally = store.Tally;
        var read = 0;
        foreach (var term in terms.Where(term => store.Having(term.Id).Live > 1 && !store.IsCommon(term.Id)).OrderBy(term => store.Having(term.Id).Count))
        {
            var having = store.Having(term.Id);
            if (read > 0 && read + having.Count > MostRead)
                break;
            read += having.Count;
            tally.Add(having, (float)term.Worth);
        }
        return tally.TakeHighest(most).Select(store.At).OfType<IndexedStory>().Where(allows).Select(Compare);
    }

    public RelatedMatch Compare(IndexedStory story)
    {
        var (sum, squares, itsWhole) = (0.0, 0.0, 0.0);
        var (telling, rarest, rarities) = (0, 0.0, 0.0);
        var (count, itsHeadline, sharedHeadline, at) = (0, 0, 0, 0);
        foreach (var term in story.Terms)
        {
            count++;
            itsHeadline += term.Field == Field.Headline ? 1 : 0;
            itsWhole += store.Rarity(term.Id).Worth * term.Prominence * term.Prominence;
            while (at < terms.Length && terms[at].Id < term.Id)
                at++;
            if (at == terms.Length || terms[at].Id != term.Id)
                continue;
            var mine = terms[at];
            var each = mine.Worth * term.Prominence;
            sum += each;
            squares += each * each;
            sharedHeadline += mine.Field == Field.Headline && term.Field == Field.Headline ? 1 : 0;
            if (mine.Rarity < Telling)
                continue;
            telling++;
            rarest = Math.Max(rarest, mine.Rarity);
            rarities += mine.Rarity;
        }
        if (sum <= 0)
            return new RelatedMatch(story, 0, IsVersion: false);
        var cosine = sum / Math.Sqrt(whole * itsWhole);
        var headlines = headline + itsHeadline - sharedHeadline;
        var isVersion = (sharedHeadline > 0 && sharedHeadline >= 0.8 * headlines) || IsWrittenThrough(story, cosine, count);
        // Words in common are no matter in common: it takes two telling ones, one of them rare, or several.
        var isEvidence = telling >= 2 && (rarest >= Rare || rarities >= Several);
        return new RelatedMatch(story, isEvidence ? cosine * Math.Pow(sum * sum / squares, Breadth) : 0, isVersion);
    }

    /// <summary>The words that a story has in common with the one asked about, strongest first, as people write them.</summary>
    public IReadOnlyList<string> Words(IndexedStory story, int most) =>
    [
        .. terms.Join(story.Terms.ToList(), mine => mine.Id, term => term.Id, (mine, term) => (mine.Id, Each: mine.Worth * term.Prominence))
            .OrderByDescending(one => one.Each).ThenBy(one => one.Id).Take(most).Select(one => store.Spelling(one.Id)),
    ];

    /// <summary>Whether one is the other with some words changed: more than bare headlines, half of it the same, within days.</summary>
    private bool IsWrittenThrough(IndexedStory story, double cosine, int count)
    {
        const int Enough = 25;
        var days = Asked.Published == IndexedStory.Unknown || story.Published == IndexedStory.Unknown ? 0 : TimeSpan.FromMilliseconds(Math.Abs(Asked.Published - story.Published)).TotalDays;
        return cosine >= 0.5 && days <= 4 && Math.Min(terms.Length, count) >= Enough;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct QueryTerm(int Id, double Worth, double Rarity, Field Field);
}

/// <summary>What two stories have in common.</summary>
/// <param name="Story">The other story.</param>
/// <param name="Strength">0 or more; see <see cref="RelatedQuery"/>.</param>
/// <param name="IsVersion">Whether it is the same story again: an update, an agency's copy.</param>
internal readonly record struct RelatedMatch(IndexedStory Story, double Strength, bool IsVersion)
{
    /// <summary>The strength as a score from 0 to 1: 0.5 is a strength of 1.</summary>
    public double Score => Strength / (1 + Strength);
}
