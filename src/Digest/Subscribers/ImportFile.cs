using CsvHelper;

namespace Digest.Subscribers;

/// <summary>
/// Reads readers from a CSV file: our own columns, Mailchimp's and Substack's. Only an address column is required; the names
/// of columns are matched without regard to case, spaces and underscores; comma, semicolon, tab and bar are recognised. The
/// file is UTF-8, or in the encoding of its byte order mark; what is no UTF-8 is read as Windows-1252.
/// </summary>
public static class ImportFile
{
    private const int LargestRecord = 1024 * 1024;

    /// <summary>The rows one after the other, without holding the file in memory.</summary>
    /// <param name="content">Read from its current position, twice: it can seek. Stays open.</param>
    /// <param name="knownTopics">The site's topics: a tag of another sender counts only when it is one of them.</param>
    /// <param name="meanings">What each column means; null: what its name says.</param>
    /// <exception cref="ImportFileException">There is no column with addresses.</exception>
    public static IEnumerable<ImportLine> Read(Stream content, IReadOnlyCollection<string> knownTopics, IReadOnlyList<ImportField>? meanings = null)
    {
        var quotes = new OpenQuotes();
        using var reader = Open(content, quotes);
        var headers = ReadHeader(reader, quotes);
        var columns = new ImportColumns(meanings ?? ImportColumns.Recognise(headers));
        if (!columns.HasAddress)
            throw new ImportFileException("The file has no column with addresses: its first line must name one 'address' or 'email'.");
        foreach (var line in Lines(reader, quotes, new ImportRowReader(columns, knownTopics)))
            yield return line;
    }

    /// <summary>The beginning of a file, for whoever is to say what its columns mean.</summary>
    /// <param name="content">Read from its current position, twice: it can seek. Stays open.</param>
    /// <param name="knownTopics">As in <see cref="Read"/>.</param>
    /// <param name="meanings">What each column means; null: what its name says.</param>
    /// <param name="most">Lines at most.</param>
    /// <exception cref="ImportFileException">It is no table, or its first line holds a reader instead of the names of columns.</exception>
    public static ImportSample Sample(Stream content, IReadOnlyCollection<string> knownTopics, IReadOnlyList<ImportField>? meanings, int most)
    {
        var quotes = new OpenQuotes();
        using var reader = Open(content, quotes);
        var headers = ReadHeader(reader, quotes);
        if (headers.Any(header => EmailAddress.TryParseTyped(header, out _, out _)))
            throw new ImportFileException("The first line of the file must name its columns, and it holds a reader already. Put a line above it, such as: address,name");
        meanings ??= ImportColumns.Recognise(headers);
        var columns = new ImportColumns(meanings);
        var rows = new List<ImportSampleRow>(most);
        foreach (var line in Lines(reader, quotes, new ImportRowReader(columns, knownTopics)).Take(most))
            rows.Add(new ImportSampleRow(line.Line, Cells(reader), columns.HasAddress ? line.Problem : null));
        return new ImportSample(headers, meanings, rows);
    }

    /// <summary>How many lines <see cref="Read"/> would give.</summary>
    /// <exception cref="ImportFileException">It is no table.</exception>
    public static int Count(Stream content)
    {
        var quotes = new OpenQuotes();
        using var reader = Open(content, quotes);
        ReadHeader(reader, quotes);
        var count = 0;
        ImportLine? broken;
        while (Next(reader, out broken))
            count++;
        return broken is null ? count : count + 1;
    }

    private static CsvReader Open(Stream content, OpenQuotes quotes) => CsvReader.Create(
        content,
        new CsvReaderOptions
        {
            Encoding = ImportEncoding.Of(content),
            TrackLineNumbers = true,
            TrimWhitespace = true,
            MaxRecordSize = LargestRecord,
            OnMalformedRecord = quotes.Note,
        },
        leaveOpen: true);

    private static IEnumerable<ImportLine> Lines(CsvReader reader, OpenQuotes quotes, ImportRowReader row)
    {
        ImportLine? broken;
        while (Next(reader, out broken))
            yield return quotes.BeginIn(reader.LineNumber) ? row.Refuse(reader, OpenQuotes.Hint) : row.Read(reader);
        if (broken is not null)
            yield return broken;
    }

    private static List<string> Cells(CsvReader reader) => [.. Enumerable.Range(0, reader.FieldCount).Select(at => ImportRowReader.Shown(reader[at].ToString()))];

    private static string[] ReadHeader(CsvReader reader, OpenQuotes quotes)
    {
        try
        {
            reader.ReadHeader();
            return quotes.BeginIn(reader.LineNumber)
                ? throw new ImportFileException($"The line with the names of the columns cannot be read. {OpenQuotes.Hint}")
                : [.. reader.Headers];
        }
        catch (CsvFormatException problem)
        {
            throw new ImportFileException($"The file is no table that can be read: {problem.Message.ReplaceLineEndings(" ")}");
        }
    }

    // What was read before stays imported, so this is one more line that was refused, and the last. No record is as large as
    // what is refused here, unless it is the rest of the file.
    private static bool Next(CsvReader reader, out ImportLine? broken)
    {
        broken = null;
        try
        {
            return reader.Read();
        }
        catch (CsvFormatException problem)
        {
            broken = new ImportLine((int)problem.LineNumber, "", Reader: null, $"{OpenQuotes.Hint} Nothing that follows was imported.");
            return false;
        }
    }
}

/// <summary>One line of an import: a reader, or why it is none.</summary>
/// <param name="Line">As an editor counts lines.</param>
/// <param name="Text">What stands in the address column, in one line and not all of it when it is long.</param>
/// <param name="Reader">Null when it is refused.</param>
/// <param name="Problem">Why it is refused; null when it is not.</param>
public sealed record ImportLine(int Line, string Text, ImportedReader? Reader, string? Problem);

/// <summary>A reader as the file describes them.</summary>
/// <param name="Address">Where they get mail.</param>
/// <param name="Name">May be absent.</param>
/// <param name="Choices">What they chose there.</param>
/// <param name="ConsentedAt">When they consented there; null: the file does not say.</param>
/// <param name="ConsentSource">Where; null: the file does not say.</param>
/// <param name="IsPending">The file itself says that this reader has not confirmed.</param>
public sealed record ImportedReader(EmailAddress Address, string? Name, Choices Choices, DateTimeOffset? ConsentedAt, string? ConsentSource, bool IsPending);

/// <summary>The file cannot be imported; the message is one line for the person who tried.</summary>
public sealed class ImportFileException(string message) : Exception(message);
