using Digest.Storage;
using Digest.Subscribers;

namespace Digest.Signup;

/// <summary>
/// Brings readers in from a file, in batches. Those who consented elsewhere become active; all others are asked to confirm,
/// with the choices the file has for them, also when it is the file that calls them Pending. Whoever is known, in whatever
/// state, stays as they are.
/// </summary>
public sealed class ReaderImport(Database database, Suppressions suppressions, RequestSignal signal, TimeProvider clock)
{
    /// <summary>Lines that are answered in one write.</summary>
    internal const int Batch = 500;

    /// <summary>Imports all lines.</summary>
    /// <param name="lines">From <see cref="ImportFile"/>.</param>
    /// <param name="fileName">Without its folder; kept with each consent.</param>
    /// <param name="confirmed">Whether the file's readers have consented already.</param>
    /// <param name="cancellation">Ends it between two batches.</param>
    public async Task<ImportReport> RunAsync(IEnumerable<ImportLine> lines, string fileName, bool confirmed, CancellationToken cancellation = default)
    {
        var refused = new List<RefusedLine>();
        int active = 0, asked = 0, known = 0;
        foreach (var batch in lines.Chunk(Batch))
        {
            cancellation.ThrowIfCancellationRequested();
            var report = await database.WriteAsync(session => AddAsync(session, batch, fileName, confirmed), cancellation);
            refused.AddRange(report.Refused);
            active += report.Active;
            asked += report.Asked;
            known += report.Known;
        }
        if (asked > 0)
            signal.Set();
        return new ImportReport(active + asked, asked, known, refused);
    }

    /// <summary>Imports some lines in the caller's write; the caller wakes the answering of requests.</summary>
    internal async Task<BatchReport> AddAsync(Session session, IReadOnlyList<ImportLine> lines, string fileName, bool confirmed)
    {
        var source = SignupRequest.ImportSource + fileName;
        var readers = lines.Where(line => line.Reader is not null).Select(line => line.Reader!).ToList();
        var keys = readers.ConvertAll(reader => reader.Address.Key);
        var known = await SubscriberBook.FindAsync(session, keys);
        var suppressed = await suppressions.FindAsync(session, keys);
        var unknown = readers.FindAll(reader => !known.ContainsKey(reader.Address.Key) && !suppressed.ContainsKey(reader.Address.Key))
            .DistinctBy(reader => reader.Address.Key, StringComparer.Ordinal)
            .ToList();
        var active = await AddActiveAsync(session, unknown.FindAll(reader => confirmed && !reader.IsPending), source);
        var asked = await AddPendingAsync(session, unknown.FindAll(reader => !confirmed || reader.IsPending), source);
        await SubscriberChanges.NoteAddedAsync(session, unknown.ConvertAll(reader => reader.Address.Key), source, clock.Milliseconds());
        return new BatchReport(
            active,
            asked,
            Known: readers.Count - active - asked,
            Gone: readers.Count(reader => suppressed.ContainsKey(reader.Address.Key)
                || (known.TryGetValue(reader.Address.Key, out var one) && one.Status is not (SubscriberStatus.Active or SubscriberStatus.Pending))),
            [.. lines.Where(line => line.Reader is null).Select(line => new RefusedLine(line.Line, line.Text, line.Problem!))]);
    }

    private async Task<int> AddActiveAsync(Session session, List<ImportedReader> readers, string source)
    {
        var now = clock.Milliseconds();
        await SubscriberBook.AddAsync(session, readers.Select(reader => new NewSubscriber(reader.Address, reader.Name, reader.Choices, At(reader))), now);
        await Consents.AddImportedAsync(session, readers.Select(reader => new ImportedConsent(reader.Address.Key, At(reader), Origin(reader, source))));
        return readers.Count;

        long At(ImportedReader reader) => reader.ConsentedAt?.ToMilliseconds() ?? now;
    }

    private async Task<int> AddPendingAsync(Session session, List<ImportedReader> readers, string source)
    {
        var now = clock.Milliseconds();
        await SubscriberBook.AddAsync(session, readers.Select(reader => new NewSubscriber(reader.Address, reader.Name, reader.Choices, ConfirmedAt: null)), now);
        await SignupRequests.AddAsync(session, readers.Select(reader => new SignupRequest { Address = reader.Address.Value, Name = reader.Name, Source = Origin(reader, source), At = now }));
        return readers.Count;
    }

    private static string Origin(ImportedReader reader, string source) => reader.ConsentSource is null ? source : $"{source} ({reader.ConsentSource})";
}

/// <summary>What came of an import.</summary>
/// <param name="Imported">Became active, or are asked to confirm.</param>
/// <param name="Asked">Those of the imported who are asked to confirm; of a confirmed file, those whom it calls Pending.</param>
/// <param name="AlreadyKnown">Left as they are; also repetitions within the file.</param>
/// <param name="Refused">Every line that could not be taken.</param>
public sealed record ImportReport(int Imported, int Asked, int AlreadyKnown, IReadOnlyList<RefusedLine> Refused);

/// <summary>What came of some lines.</summary>
/// <param name="Active">Became active.</param>
/// <param name="Asked">Are asked to confirm.</param>
/// <param name="Known">Left as they are; also repetitions within the file.</param>
/// <param name="Gone">Those of the known who have left or must get nothing.</param>
/// <param name="Refused">Lines that could not be taken.</param>
internal sealed record BatchReport(int Active, int Asked, int Known, int Gone, IReadOnlyList<RefusedLine> Refused);

/// <summary>A line that was refused, and why.</summary>
public sealed record RefusedLine(int Line, string Address, string Reason);
