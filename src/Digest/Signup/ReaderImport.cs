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
    private const int Batch = 500;

    /// <summary>Imports all lines.</summary>
    /// <param name="lines">From <see cref="ImportFile"/>.</param>
    /// <param name="fileName">Without its folder; kept with each consent.</param>
    /// <param name="confirmed">Whether the file's readers have consented already.</param>
    /// <param name="cancellation">Ends it between two batches.</param>
    public async Task<ImportReport> RunAsync(IEnumerable<ImportLine> lines, string fileName, bool confirmed, CancellationToken cancellation = default)
    {
        var source = SignupRequest.ImportSource + fileName;
        var refused = new List<RefusedLine>();
        int active = 0, asked = 0, known = 0;
        foreach (var batch in lines.Chunk(Batch))
        {
            cancellation.ThrowIfCancellationRequested();
            refused.AddRange(batch.Where(line => line.Reader is null).Select(line => new RefusedLine(line.Line, line.Text, line.Problem!)));
            var readers = batch.Where(line => line.Reader is not null).Select(line => line.Reader!).ToList();
            var added = await database.WriteAsync(async session =>
            {
                var unknown = await UnknownAsync(session, readers);
                return (
                    Active: await AddActiveAsync(session, unknown.FindAll(reader => confirmed && !reader.IsPending), source),
                    Asked: await AddPendingAsync(session, unknown.FindAll(reader => !confirmed || reader.IsPending), source));
            }, cancellation);
            active += added.Active;
            asked += added.Asked;
            known += readers.Count - added.Active - added.Asked;
        }
        if (asked > 0)
            signal.Set();
        return new ImportReport(active + asked, asked, known, refused);
    }

    private async Task<List<ImportedReader>> UnknownAsync(Session session, List<ImportedReader> readers)
    {
        var keys = readers.ConvertAll(reader => reader.Address.Key);
        var known = await SubscriberBook.FindAsync(session, keys);
        var suppressed = await suppressions.FindAsync(session, keys);
        return [.. readers
            .Where(reader => !known.ContainsKey(reader.Address.Key) && !suppressed.ContainsKey(reader.Address.Key))
            .DistinctBy(reader => reader.Address.Key, StringComparer.Ordinal)];
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

/// <summary>A line that was refused, and why.</summary>
public sealed record RefusedLine(int Line, string Address, string Reason);
