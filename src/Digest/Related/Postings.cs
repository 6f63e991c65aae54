namespace Digest.Related;

/// <summary>The stories that have a term, with its prominence in each; appended to only.</summary>
internal sealed class Postings
{
    private int[] stories = new int[2];
    private byte[] weights = new byte[2];
    private int count;

    /// <summary>How many stories have the term, those that were replaced not counted.</summary>
    public int Live { get; set; }

    public ReadOnlySpan<int> Stories => stories.AsSpan(0, count);

    public ReadOnlySpan<byte> Weights => weights.AsSpan(0, count);

    public void Add(int story, byte weight)
    {
        if (count == stories.Length)
        {
            Array.Resize(ref stories, count * 2);
            Array.Resize(ref weights, count * 2);
        }
        stories[count] = story;
        weights[count++] = weight;
        Live++;
    }
}
