namespace Digest.Related;

/// <summary>Adds up what stories have in common with one, by place; kept for the next question, since a list for each would soon be collected.</summary>
internal sealed class StoryTally
{
    private float[] sums = [];
    private int[] touched = [];
    private int count;

    /// <summary>Makes room for stories at places below a number.</summary>
    public void Reserve(int places)
    {
        if (sums.Length >= places)
            return;
        sums = new float[places + (places / 4)];
        touched = new int[sums.Length];
    }

    /// <summary>Adds what each story has of a term to its sum.</summary>
    /// <param name="having">The stories that have it.</param>
    /// <param name="each">What a weight of 1 is worth; more than 0.</param>
    public void Add(Postings having, float each)
    {
        for (var at = 0; at < having.Count; at++)
        {
            var (place, weight) = having[at];
            ref var sum = ref sums[place];
            if (sum == 0)
                touched[count++] = place;
            sum += each * weight;
        }
    }

    /// <summary>The places with the highest sums, in no order; begins anew.</summary>
    public IReadOnlyList<int> TakeHighest(int most)
    {
        var best = new PriorityQueue<int, float>(most + 1);
        foreach (var place in touched.AsSpan(0, count))
        {
            if (best.Count < most)
                best.Enqueue(place, sums[place]);
            else if (best.TryPeek(out _, out var least) && sums[place] > least)
                best.EnqueueDequeue(place, sums[place]);
            sums[place] = 0;
        }
        count = 0;
        return [.. best.UnorderedItems.Select(one => one.Element)];
    }
}
