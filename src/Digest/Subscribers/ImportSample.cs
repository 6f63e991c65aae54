namespace Digest.Subscribers;

/// <summary>The beginning of a file as it stands there, and what would become of it.</summary>
/// <param name="Headers">The names of the columns.</param>
/// <param name="Meanings">What each column means.</param>
/// <param name="Rows">The first lines.</param>
public sealed record ImportSample(IReadOnlyList<string> Headers, IReadOnlyList<ImportField> Meanings, IReadOnlyList<ImportSampleRow> Rows);

/// <summary>One line of a file.</summary>
/// <param name="Line">As an editor counts lines.</param>
/// <param name="Cells">As they stand there, long ones cut.</param>
/// <param name="Problem">Why it would be refused; null: it would not be.</param>
public sealed record ImportSampleRow(int Line, IReadOnlyList<string> Cells, string? Problem);
