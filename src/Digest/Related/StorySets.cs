namespace Digest.Related;

/// <summary>Stories in sets that may grow together, save those of which somebody said that they are apart.</summary>
internal sealed class StorySets
{
    private readonly Dictionary<long, long> parents = [];
    private readonly Dictionary<long, HashSet<long>> apart = [];

    /// <summary>Ties without contradictions: what an earlier word says against a later one, also by way of others, is passed over.</summary>
    /// <param name="ties">The latest word first.</param>
    public static StorySets Of(IEnumerable<StoryTie> ties)
    {
        var sets = new StorySets();
        foreach (var tie in ties)
        {
            if (tie.Joined)
                sets.Join(tie.One, tie.Other);
            else
                sets.Part(tie.One, tie.Other);
        }
        return sets;
    }

    public StorySets Copy()
    {
        var copy = new StorySets();
        foreach (var (story, parent) in parents)
            copy.parents.Add(story, parent);
        foreach (var (story, others) in apart)
            copy.apart.Add(story, [.. others]);
        return copy;
    }

    /// <summary>The story that stands for the set of another.</summary>
    public long Find(long story)
    {
        while (parents.TryGetValue(story, out var parent))
            story = parent;
        return story;
    }

    public bool AreApart(long one, long other) => apart.Count > 0 && apart.TryGetValue(Find(one), out var others) && others.Contains(Find(other));

    /// <summary>Makes two sets one, unless they are apart.</summary>
    /// <returns>Whether they are one now.</returns>
    public bool Join(long one, long other)
    {
        var (kept, gone) = (Find(one), Find(other));
        if (kept == gone)
            return true;
        if (AreApart(kept, gone))
            return false;
        parents.Add(gone, kept);
        if (apart.Remove(gone, out var others))
        {
            foreach (var set in others)
            {
                apart[set].Remove(gone);
                Note(kept, set);
            }
        }
        return true;
    }

    private void Part(long one, long other)
    {
        if (Find(one) != Find(other))
            Note(Find(one), Find(other));
    }

    private void Note(long one, long other)
    {
        (apart.TryGetValue(one, out var ones) ? ones : apart[one] = []).Add(other);
        (apart.TryGetValue(other, out var others) ? others : apart[other] = []).Add(one);
    }
}
