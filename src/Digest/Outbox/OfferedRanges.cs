using System.Text.Json;

namespace Digest.Outbox;

/// <summary>
/// Which stories a subscriber was offered: everything up to a position, and ranges beyond it. There are such ranges where a
/// later edition was submitted while an earlier one was not, which keeps the earlier one's stories from being taken for offered, and
/// where a special edition brought stories out of turn.
/// </summary>
public sealed record OfferedRanges(long Position, IReadOnlyList<OfferedRange> Ahead)
{
    /// <summary>Nobody is ahead of their position, as rows keep it.</summary>
    public const string None = "[]";

    /// <summary>Whoever has more ranges, as readers of special editions only come to have, counts as having been offered what is before the second one.</summary>
    public const int MostAhead = 100;

    /// <summary>Reads what the row keeps.</summary>
    public static OfferedRanges Read(long position, string ahead) => new(position, ReadAhead(ahead));

    /// <summary>The ranges as a row keeps them: <c>[[after, to], …]</c>.</summary>
    public static IReadOnlyList<OfferedRange> ReadAhead(string ahead) =>
        ahead == None ? [] : [.. JsonSerializer.Deserialize<long[][]>(ahead)!.Select(pair => new OfferedRange(pair[0], pair[1]))];

    /// <summary>The same with the numbers after <paramref name="after"/> up to <paramref name="to"/> offered too.</summary>
    public OfferedRanges With(long after, long to)
    {
        var position = Position;
        var ahead = new List<OfferedRange>();
        foreach (var range in Ahead.Append(new OfferedRange(after, to)).OrderBy(range => range.After))
        {
            if (range.After <= position)
                position = Math.Max(position, range.To);
            else if (ahead.Count > 0 && range.After <= ahead[^1].To)
                ahead[^1] = ahead[^1] with { To = Math.Max(ahead[^1].To, range.To) };
            else
                ahead.Add(range);
        }
        for (; ahead.Count > MostAhead; ahead.RemoveAt(0))
            position = ahead[0].To;
        return new OfferedRanges(position, ahead);
    }

    /// <summary>The same with those of the numbers that lie in none of some ranges.</summary>
    /// <inheritdoc cref="With(long, long)" path="/param"/>
    public OfferedRanges With(long after, long to, IReadOnlyList<OfferedRange> apart)
    {
        var (offered, from) = (this, after);
        foreach (var range in apart.Where(range => range.To > after && range.After < to).OrderBy(range => range.After))
        {
            if (range.After > from)
                offered = offered.With(from, range.After);
            from = Math.Max(from, range.To);
        }
        return from < to ? offered.With(from, to) : offered;
    }

    /// <summary>All that was offered, the first range from the beginning.</summary>
    public IEnumerable<OfferedRange> All => Position > 0 ? Ahead.Prepend(new OfferedRange(0, Position)) : Ahead;

    /// <summary>The ranges as the row keeps them.</summary>
    public string WriteAhead() => JsonSerializer.Serialize(Ahead.Select(range => new[] { range.After, range.To }));
}

/// <summary>The numbers after <paramref name="After"/> up to <paramref name="To"/>.</summary>
public sealed record OfferedRange(long After, long To)
{
    public bool Contains(long number) => number > After && number <= To;
}
