using System.Text.Json;

namespace Digest.Outbox;

/// <summary>
/// Which stories a subscriber was offered: everything up to a position, and ranges beyond it. There are such ranges only where a
/// later edition was submitted while an earlier one was not: they keep the earlier one's stories from being taken for offered.
/// </summary>
public sealed record OfferedRanges(long Position, IReadOnlyList<OfferedRange> Ahead)
{
    /// <summary>Nobody is ahead of their position, as rows keep it.</summary>
    public const string None = "[]";

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
        return new OfferedRanges(position, ahead);
    }

    /// <summary>The ranges as the row keeps them.</summary>
    public string WriteAhead() => JsonSerializer.Serialize(Ahead.Select(range => new[] { range.After, range.To }));
}

/// <summary>The numbers after <paramref name="After"/> up to <paramref name="To"/>.</summary>
public sealed record OfferedRange(long After, long To)
{
    public bool Contains(long number) => number > After && number <= To;
}
