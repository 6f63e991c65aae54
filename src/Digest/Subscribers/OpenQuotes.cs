using CsvHelper;

namespace Digest.Subscribers;

/// <summary>
/// Notes the records whose quotation marks do not match and that reach over several lines or to the end of the file: an open
/// mark has swallowed the readers below it, and whatever the cells then hold is not what was meant.
/// </summary>
internal sealed class OpenQuotes
{
    public const string Hint = "A quotation mark is not closed? From here on lines were read as one.";

    private readonly HashSet<long> lines = [];

    public void Note(CsvMalformedRecord record)
    {
        if (record.Reason == CsvMalformedReason.UnterminatedQuote || record.RawRecord.AsSpan().ContainsAny('\n', '\r'))
            lines.Add(record.LineNumber);
    }

    /// <summary>Whether the record that begins in a line is one of them.</summary>
    public bool BeginIn(long line) => lines.Remove(line);
}
