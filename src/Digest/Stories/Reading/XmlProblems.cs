using System.Globalization;

namespace Digest.Stories.Reading;

/// <summary>Where a text is not well-formed: the first of each kind, and no more than a few.</summary>
internal sealed class XmlProblems(string text)
{
    private const int Most = 5;
    private const int MostComplaints = 500;
    private readonly List<string> problems = [];
    private int complaints;

    public IReadOnlyList<string> All => problems;

    /// <summary>Whether it is worth wording one more: there may be a million of a kind.</summary>
    public bool HasRoom() => problems.Count < Most && complaints++ < MostComplaints;

    /// <summary>Notes one, in a few words.</summary>
    /// <param name="problem">What is wrong.</param>
    /// <param name="at">Where in the text.</param>
    public void Add(string problem, int at)
    {
        if (problems.Count >= Most || complaints > MostComplaints || problems.Exists(known => known.EndsWith(problem, StringComparison.Ordinal)))
            return;
        var line = text.AsSpan(0, Math.Min(at, text.Length)).Count('\n') + 1;
        problems.Add(string.Create(CultureInfo.InvariantCulture, $"Not well-formed, line {line}: {problem}"));
    }
}
