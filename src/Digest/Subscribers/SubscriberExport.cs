using System.Globalization;
using CsvHelper;
using Digest.Storage;

namespace Digest.Subscribers;

/// <summary>Subscribers, for whoever takes them elsewhere or reads them in again (GDPR Art. 20). Erased ones have nothing left to show.</summary>
public sealed class SubscriberExport(Database database)
{
    private const int Batch = 5_000;

    public static IReadOnlyList<string> Columns { get; } =
        ["address", "name", "status", "cadence", "time_zone", "topics", "consented_at", "consent_source", "weekly_day", "hour", "days", "muted", "format", "language"];

    /// <summary>The rows one after the other, read in batches.</summary>
    /// <param name="filter">Who is meant; null: everybody.</param>
    public async IAsyncEnumerable<ExportRow> RowsAsync(SubscriberFilter? filter = null)
    {
        filter ??= SubscriberFilter.Everybody;
        for (var after = 0L; ;)
        {
            var rows = await database.ReadAsync(session => session.QueryAsync<Row>(
                $"""
                SELECT s.id, s.address, s.name, s.status, s.cadence, s.days, s.send_hour, s.time_zone, s.topics, s.muted, s.format, s.language, s.confirmed_at,
                       (SELECT c.source FROM consents c WHERE c.subscriber_id = s.id AND c.kind IN ('Confirmed', 'Imported') ORDER BY c.id DESC LIMIT 1) AS source
                FROM subscribers s
                WHERE s.id > @at AND s.status <> 'Erased' AND {filter.Where} AND {filter.Contains}
                ORDER BY s.id
                LIMIT @most
                """,
                filter.Parameters(after, Batch)));
            if (rows.Count == 0)
                yield break;
            foreach (var row in rows)
                yield return row.ToExport();
            after = rows[^1].Id;
        }
    }

    /// <summary>Writes a header and one line each; no cell is a formula (<see cref="SafeCell"/>).</summary>
    /// <param name="output">Stays open.</param>
    /// <param name="filter">Who is meant; null: everybody.</param>
    /// <returns>How many subscribers were written.</returns>
    public async Task<int> WriteAsync(Stream output, SubscriberFilter? filter = null)
    {
        await using var csv = CsvWriter.Create(output, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
        await csv.WriteRecordAsync([.. Columns]);
        var count = 0;
        await foreach (var row in RowsAsync(filter))
        {
            await csv.WriteRecordAsync([.. Cells(row).Select(SafeCell.Write)]);
            count++;
        }
        return count;
    }

    private static string?[] Cells(ExportRow row) =>
        [row.Address, row.Name, row.Status, row.Cadence, row.TimeZone, Cell(row.Topics), row.ConsentedAt, row.ConsentSource, row.WeeklyDay, row.Hour?.ToString(CultureInfo.InvariantCulture), string.Join("; ", row.Days), Cell(row.Muted), row.Format, row.Language];

    // One topic with a comma in it must not be read as two.
    private static string Cell(IReadOnlyList<string> topics) =>
        topics.Count == 1 && topics[0].Contains(',', StringComparison.Ordinal) ? topics[0] + ";" : string.Join("; ", topics);

    private sealed record Row
    {
        public long Id { get; init; }

        public string Address { get; init; } = "";

        public string? Name { get; init; }

        public SubscriberStatus Status { get; init; }

        public Cadence Cadence { get; init; }

        public int Days { get; init; }

        public int? SendHour { get; init; }

        public string? TimeZone { get; init; }

        public string Topics { get; init; } = TopicList.Everything;

        public string Muted { get; init; } = TopicList.None;

        public MessageFormat Format { get; init; }

        public string? Language { get; init; }

        public long? ConfirmedAt { get; init; }

        public string? Source { get; init; }

        public ExportRow ToExport() => new(
            Address, Name, Status.ToString(), Cadence.ToString(), TimeZone, TopicList.Read(Topics),
            ConfirmedAt.ToTime()?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), Source,
            Cadence == Cadence.Weekly ? CadenceDays.First(Days).ToString() : null, SendHour)
        {
            Days = Cadence == Cadence.ChosenDays ? [.. CadenceDays.Days(Days).Select(day => day.ToString())] : [],
            Muted = TopicList.Read(Muted),
            Format = Format.ToString(),
            Language = Language,
        };
    }
}

/// <summary>One subscriber as the export shows them.</summary>
public sealed record ExportRow(string Address, string? Name, string Status, string Cadence, string? TimeZone, IReadOnlyList<string> Topics, string? ConsentedAt, string? ConsentSource, string? WeeklyDay, int? Hour)
{
    /// <summary>The days of a reader with days of their own.</summary>
    public IReadOnlyList<string> Days { get; init; } = [];

    public IReadOnlyList<string> Muted { get; init; } = [];

    public string Format { get; init; } = "";

    public string? Language { get; init; }
}
