using System.Globalization;
using Digest.Editions.Corrections;

namespace Digest.Web.Pages.Admin.Corrections;

/// <summary>What an admin wants readers to be told, as a form brought it.</summary>
/// <param name="Id">The correction.</param>
/// <param name="Right">What is right.</param>
/// <param name="Said">What was said, by version.</param>
internal sealed record CorrectionWords(long Id, string Right, IReadOnlyDictionary<int, string> Said)
{
    private const string Prefix = "said-";

    /// <summary>What is wrong with a field, by its name.</summary>
    public IReadOnlyDictionary<string, string> Problems { get; private init; } = new Dictionary<string, string>();

    public static CorrectionWords Read(long id, string? right, IFormCollection form) => new(id, OneLine(right), form
        .Where(field => field.Key.StartsWith(Prefix, StringComparison.Ordinal) && int.TryParse(field.Key.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out _))
        .ToDictionary(field => int.Parse(field.Key.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture), field => OneLine(field.Value)));

    /// <summary>The field's name of a version.</summary>
    public static string Field(int version) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{version}");

    /// <summary>The same with what is wrong; null: nothing is.</summary>
    public CorrectionWords? Judge(CorrectionKind kind)
    {
        var problems = Said.Select(one => (Name: Field(one.Key), Problem: Judge(one.Value, isNeeded: true)))
            .Append((Name: "right", Problem: Judge(Right, isNeeded: kind is not (CorrectionKind.Removed or CorrectionKind.Restored))))
            .Where(one => one.Problem is not null).ToDictionary(one => one.Name, one => one.Problem!, StringComparer.Ordinal);
        return problems.Count == 0 ? null : this with { Problems = problems };
    }

    private static string? Judge(string text, bool isNeeded) =>
        text.Length > StoryChange.Longest ? $"It has {text.Length.ToString("N0", CultureInfo.InvariantCulture)} characters; at most {StoryChange.Longest} fit." : isNeeded && text.Length == 0 ? "Readers need to be told this." : null;

    private static string OneLine(string? text) => string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
