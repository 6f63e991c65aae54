namespace Digest.Related;

/// <summary>
/// Some stories that may be about one event, put together pair by pair, the most alike first, for as long as what is put together is alike
/// on average: A is not one with C because both resemble B.
/// </summary>
/// <param name="stories">In order; of equal likenesses the first go together first.</param>
/// <param name="likeness">How alike two of them are.</param>
/// <param name="sets">What editors said; grows with what goes together.</param>
internal sealed class AlikeStories(IReadOnlyList<DatedStory> stories, Func<long, long, double> likeness, StorySets sets)
{
    // A part is known by the first of its stories.
    private readonly int[] parts = [.. Enumerable.Range(0, stories.Count)];
    private readonly int[] sizes = [.. Enumerable.Repeat(1, stories.Count)];

    // Between two parts: the sum of the likenesses of all pairs, and the shortest time.
    private readonly double[,] sums = new double[stories.Count, stories.Count];
    private readonly long[,] gaps = new long[stories.Count, stories.Count];

    /// <summary>Joins the sets of what belongs together.</summary>
    /// <param name="least">The least likeness on average.</param>
    /// <param name="window">The longest time between neighbours, in milliseconds.</param>
    public void Join(double least, long window)
    {
        Measure();
        // Versions of one story belong together whatever else they are put together with. A headline that comes back after weeks is a column's.
        for (var one = 0; one < stories.Count; one++)
        {
            for (var other = one + 1; other < stories.Count; other++)
            {
                if (parts[one] != parts[other] && gaps[one, other] <= window && likeness(stories[one].Id, stories[other].Id) >= 1)
                    TryMerge(Math.Min(parts[one], parts[other]), Math.Max(parts[one], parts[other]));
            }
        }
        while (Nearest(least, window) is var (one, other) && one >= 0)
            TryMerge(one, other);
    }

    private void Measure()
    {
        for (var one = 0; one < stories.Count; one++)
        {
            for (var other = one + 1; other < stories.Count; other++)
            {
                sums[one, other] = sums[other, one] = likeness(stories[one].Id, stories[other].Id);
                gaps[one, other] = gaps[other, one] = Math.Abs(stories[one].Time - stories[other].Time);
            }
        }
    }

    private (int One, int Other) Nearest(double least, long window)
    {
        var (best, nearest) = (least, (-1, -1));
        for (var one = 0; one < stories.Count; one++)
        {
            for (var other = one + 1; other < stories.Count && sizes[one] > 0; other++)
            {
                if (sizes[other] == 0 || gaps[one, other] > window)
                    continue;
                // Sums that were made in another order may differ in their last digits.
                var average = Math.Round(sums[one, other] / ((double)sizes[one] * sizes[other]), 6);
                if ((average > best || (average >= best && nearest.Item1 < 0)) && !sets.AreApart(stories[one].Id, stories[other].Id))
                    (best, nearest) = (average, (one, other));
            }
        }
        return nearest;
    }

    private void TryMerge(int one, int other)
    {
        if (!sets.Join(stories[one].Id, stories[other].Id))
            return;
        for (var third = 0; third < stories.Count; third++)
        {
            if (parts[third] == other)
                parts[third] = one;
            sums[one, third] = sums[third, one] = sums[one, third] + sums[other, third];
            gaps[one, third] = gaps[third, one] = Math.Min(gaps[one, third], gaps[other, third]);
        }
        sizes[one] += sizes[other];
        sizes[other] = 0;
    }
}
