using System.Runtime.InteropServices;

namespace Digest.Related;

/// <summary>A story as the index keeps it: its terms, packed.</summary>
/// <param name="Id">The story's id.</param>
/// <param name="Link">A hash of its canonical link; 0: it has none.</param>
/// <param name="Published">In milliseconds; <see cref="long.MinValue"/>: not known.</param>
/// <param name="Packed">See <see cref="StoryTerms"/>.</param>
internal sealed record IndexedStory(long Id, ulong Link, long Published, byte[] Packed)
{
    public const long Unknown = long.MinValue;

    public StoryTerms Terms => new(Packed);
}

/// <summary>A term of a story.</summary>
/// <param name="Id">The term.</param>
/// <param name="Weight">How prominent it is in the story, from 1 to 255: its weighted frequency, saturated as in BM25.</param>
/// <param name="Field">The first field that has it.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct StoryTerm(int Id, byte Weight, Field Field)
{
    /// <summary>Its prominence, 0 to 1.</summary>
    public double Prominence => Weight / 255d;

    public bool IsInFront => Field != Field.Text;
}

/// <summary>Where a term stands.</summary>
internal enum Field : byte
{
    Headline,
    Dek,
    Text,
}

/// <summary>Terms in ascending order, packed: the distance to the one before and the field as a number of variable length, then the weight.</summary>
internal readonly ref struct StoryTerms(ReadOnlySpan<byte> packed)
{
    private readonly ReadOnlySpan<byte> packed = packed;

    public static byte[] Pack(List<StoryTerm> terms)
    {
        var bytes = new List<byte>(terms.Count * 4);
        var before = 0;
        foreach (var term in terms)
        {
            var number = ((uint)(term.Id - before) << 2) | (uint)term.Field;
            before = term.Id;
            for (; number > 127; number >>= 7)
                bytes.Add((byte)(number | 128));
            bytes.Add((byte)number);
            bytes.Add(term.Weight);
        }
        return [.. bytes];
    }

    public Enumerator GetEnumerator() => new(packed);

    public List<StoryTerm> ToList()
    {
        var list = new List<StoryTerm>();
        foreach (var term in this)
            list.Add(term);
        return list;
    }

    internal ref struct Enumerator(ReadOnlySpan<byte> packed)
    {
        private readonly ReadOnlySpan<byte> packed = packed;
        private int at;
        private int id;

        public StoryTerm Current { get; private set; }

        public bool MoveNext()
        {
            if (at >= packed.Length)
                return false;
            uint number = 0;
            for (var shift = 0; ; shift += 7)
            {
                var one = packed[at++];
                number |= (uint)(one & 127) << shift;
                if (one < 128)
                    break;
            }
            id += (int)(number >> 2);
            Current = new StoryTerm(id, packed[at++], (Field)(number & 3));
            return true;
        }
    }
}
