namespace Digest.Related;

/// <summary>The stories that have a term, with its prominence in each; appended to only.</summary>
internal struct Postings
{
    // A place in the upper 24 bits, a weight in the lower 8. Most terms are never met twice: the first needs no array.
    private uint first;
    private uint[]? more;

    /// <summary>Stories may have places below this.</summary>
    public const int MostPlaces = 1 << 24;

    /// <summary>How many there are, those of stories that were replaced too.</summary>
    public int Count { get; private set; }

    /// <summary>How many stories have the term now.</summary>
    public int Live { get; set; }

    public readonly (int Place, byte Weight) this[int at]
    {
        get
        {
            var one = at == 0 ? first : more![at - 1];
            return ((int)(one >> 8), (byte)one);
        }
    }

    public void Add(int place, byte weight)
    {
        var one = ((uint)place << 8) | weight;
        if (Count == 0)
            first = one;
        else if (more is null)
            more = [one, 0];
        else
        {
            if (Count > more.Length)
                Array.Resize(ref more, more.Length + Math.Max(2, more.Length / 2));
            more[Count - 1] = one;
        }
        Count++;
        Live++;
    }
}
