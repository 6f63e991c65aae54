using System.Globalization;
using CsvHelper;
using Digest.Languages;

namespace Digest.Subscribers;

/// <summary>Turns the cells of one record into a reader. Our own columns are taken at their word; another sender's only where they fit.</summary>
internal sealed class ImportRowReader(ImportColumns columns, IReadOnlyCollection<string> knownTopics)
{
    private const int LongestShown = 100;
    private readonly int address = columns[ImportField.Address], name = columns[ImportField.Name];
    private readonly int firstName = columns[ImportField.FirstName], lastName = columns[ImportField.LastName];
    private readonly int cadence = columns[ImportField.Cadence], weeklyDay = columns[ImportField.WeeklyDay], days = columns[ImportField.Days], hour = columns[ImportField.Hour];
    private readonly int timeZone = columns[ImportField.TimeZone], topics = columns[ImportField.Topics], tags = columns[ImportField.Tags];
    private readonly int muted = columns[ImportField.Muted], format = columns[ImportField.Format], language = columns[ImportField.Language];
    private readonly int consentedAt = columns[ImportField.ConsentedAt], foreignConsentedAt = columns[ImportField.ForeignConsentedAt];
    private readonly int consentSource = columns[ImportField.ConsentSource], status = columns[ImportField.Status];
    private readonly int gone = columns[ImportField.Gone], emailDisabled = columns[ImportField.EmailDisabled];

    public ImportLine Read(CsvReader record)
    {
        var line = (int)record.LineNumber;
        var text = Cell(record, address);
        try
        {
            return EmailAddress.TryParseTyped(text, out var parsed, out var problem)
                ? new ImportLine(line, text, ReadRow(record, parsed), Problem: null)
                : Refuse(record, problem.English);
        }
        catch (FormatException refused)
        {
            return Refuse(record, refused.Message);
        }
    }

    public ImportLine Refuse(CsvReader record, string problem) => new((int)record.LineNumber, Shown(Cell(record, address)), Reader: null, problem);

    private ImportedReader ReadRow(CsvReader record, EmailAddress parsed)
    {
        RefuseGone(record);
        return new ImportedReader(parsed, ReadName(record), ReadChoices(record), ReadConsentTime(record), NullIfEmpty(Cell(record, consentSource)), Same(Cell(record, status), nameof(SubscriberStatus.Pending)));
    }

    private void RefuseGone(CsvReader record)
    {
        var stands = Cell(record, status);
        if (stands.Length > 0 && !Same(stands, nameof(SubscriberStatus.Active)) && !Same(stands, nameof(SubscriberStatus.Pending)) && !Same(stands, "subscribed"))
            throw new FormatException($"The file says that this reader is '{Shown(stands)}'.");
        if (Cell(record, gone).Length > 0 || Same(Cell(record, emailDisabled), "true"))
            throw new FormatException("The file says that this reader gets no mail any more.");
    }

    private string? ReadName(CsvReader record)
    {
        var whole = Cell(record, name) is { Length: > 0 } given ? given : $"{Cell(record, firstName)} {Cell(record, lastName)}".Trim();
        return SubscriberName.TryRead(whole, out var read, out var problem) ? read : throw new FormatException(problem);
    }

    private Choices ReadChoices(CsvReader record)
    {
        var often = ReadEnum(Cell(record, cadence).Replace(" ", "", StringComparison.Ordinal), "cadence", Cadence.Daily);
        return ReadWhen(record, often) with
        {
            ChosenDays = often == Cadence.ChosenDays ? ReadDays(Cell(record, days)) : [],
            Muted = Cell(record, muted) is { Length: > 0 } left ? Split(left) : [],
            Format = ReadEnum(Cell(record, format), "format", MessageFormat.Html),
            // Another sender's readers may have a language that there are no words in here.
            Language = ReaderLanguages.Find(Cell(record, language))?.Code,
        };
    }

    private Choices ReadWhen(CsvReader record, Cadence often) => new(
        often,
        ReadEnum(Cell(record, weeklyDay), "weekly_day", DayOfWeek.Sunday),
        ReadHour(Cell(record, hour)),
        ReadTimeZone(Cell(record, timeZone)),
        [.. Split(Cell(record, topics)), .. Split(Cell(record, tags)).Select(tag => tag.Trim('"')).SelectMany(tag => knownTopics.Where(topic => Same(topic, tag)))]);

    private static IReadOnlyList<DayOfWeek> ReadDays(string text) => Split(text) is { Length: > 0 } named
        ? [.. named.Select(day => ReadEnum(day, "days", DayOfWeek.Sunday))]
        : throw new FormatException("days names no day of the week, such as Monday; Friday.");

    private static T ReadEnum<T>(string text, string column, T otherwise)
        where T : struct, Enum
    {
        if (text.Length == 0)
            return otherwise;
        // Enum.TryParse also takes numbers, which no file means.
        return Enum.GetNames<T>().FirstOrDefault(one => Same(one, text)) is { } known
            ? Enum.Parse<T>(known)
            : throw new FormatException($"{column} '{Shown(text)}' is not one of {string.Join(", ", Enum.GetNames<T>())}.");
    }

    private static int? ReadHour(string text)
    {
        if (text.Length == 0)
            return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var read) && read < 24 ? read : throw new FormatException($"hour '{Shown(text)}' is not a number from 0 to 23.");
    }

    private static string? ReadTimeZone(string text)
    {
        if (text.Length == 0)
            return null;
        return TimeZones.Exists(text) ? text : throw new FormatException($"time_zone '{Shown(text)}' is not a time zone such as Europe/Madrid.");
    }

    private DateTimeOffset? ReadConsentTime(CsvReader record)
    {
        if (Cell(record, consentedAt) is { Length: > 0 } own)
            return TryTime(own) ?? throw new FormatException($"consented_at '{Shown(own)}' is not a time such as 2026-01-31T12:00:00Z.");
        return TryTime(Cell(record, foreignConsentedAt));
    }

    private static DateTimeOffset? TryTime(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;

    // For a report in which each refusal is one line, whatever stands in the file.
    public static string Shown(string cell)
    {
        var length = Math.Min(cell.Length, LongestShown);
        if (length < cell.Length && char.IsHighSurrogate(cell[length - 1]))
            length--;
        var line = string.Concat(cell.Take(length).Select(sign => char.IsControl(sign) || char.IsWhiteSpace(sign) ? ' ' : sign));
        return length < cell.Length ? line + "…" : line;
    }

    private static string[] Split(string cell) => cell.Split(cell.Contains(';', StringComparison.Ordinal) ? ';' : ',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    private static string Cell(CsvReader record, int column) => column >= 0 && column < record.FieldCount ? SafeCell.Read(record[column].ToString()) : "";
}
