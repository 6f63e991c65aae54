using System.Globalization;

namespace Digest;

/// <summary>How far a piece of work is, for those who watch it; work reports it through <see cref="IProgress{T}"/>.</summary>
/// <param name="Done">How many are done.</param>
/// <param name="Total">Of how many; null: nobody knows.</param>
/// <param name="Words">What is counted ("feeds"); a sentence where nothing is.</param>
public readonly record struct WorkDone(long Done, long? Total, string Words)
{
    /// <summary>In words: 12 of 40 feeds.</summary>
    public override string ToString() => (Done, Total) switch
    {
        (_, { } total) => string.Create(CultureInfo.InvariantCulture, $"{Done:N0} of {total:N0} {Words}"),
        (0, null) => Words,
        _ => string.Create(CultureInfo.InvariantCulture, $"{Done:N0} {Words}"),
    };
}
