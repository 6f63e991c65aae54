using System.Text.Json;
using Digest.Storage;
using Digest.Subscribers;

namespace Digest.Signup;

/// <summary>Files of readers that admins upload: kept, looked at, matched, started, stopped, reported on and forgotten again.</summary>
public sealed class UploadedImports(Database database, ImportFolder folder, TimeProvider clock)
{
    /// <summary>Lines of a file that are shown before it is imported.</summary>
    public const int SampleLines = 20;

    private const int LongestName = 200;
    private const string Open = "'Waiting', 'Running'";
    private static readonly TimeSpan UnstartedKept = TimeSpan.FromDays(1);

    /// <summary>Keeps a file for a look at it.</summary>
    /// <param name="content">The file.</param>
    /// <param name="fileName">As the browser calls it.</param>
    /// <param name="admin">Who uploads it.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The import's id.</returns>
    /// <exception cref="ImportFileException">It is no file with readers.</exception>
    public async Task<long> UploadAsync(Stream content, string fileName, string admin, CancellationToken cancellation = default)
    {
        var received = await folder.ReceiveAsync(content, cancellation);
        try
        {
            ImportSample sample;
            int lines;
            long size;
            await using (var file = File.OpenRead(received))
            {
                size = file.Length;
                sample = ImportFile.Sample(file, [], meanings: null, SampleLines);
                file.Position = 0;
                lines = ImportFile.Count(file);
            }
            if (lines == 0)
                throw new ImportFileException("The file has no readers in it, only the names of columns.");
            var parameters = new { name = PlainName(fileName), size, lines, admin, meanings = JsonSerializer.Serialize(sample.Meanings), now = clock.Milliseconds() };
            var id = await database.WriteAsync(session => session.ScalarAsync<long>(
                """
                INSERT INTO imports (file_name, size, lines, admin, meanings, state, uploaded_at)
                VALUES (@name, @size, @lines, @admin, @meanings, 'Uploaded', @now) RETURNING id
                """, parameters), cancellation);
            folder.Adopt(received, id);
            return id;
        }
        finally
        {
            File.Delete(received);
        }
    }

    public Task<UploadedImport?> FindAsync(long id) => database.ReadAsync(session => session.FirstOrDefaultAsync<UploadedImport>("SELECT * FROM imports WHERE id = @id", new { id }));

    /// <summary>The newest.</summary>
    public Task<IReadOnlyList<UploadedImport>> NewestAsync(int most) => database.ReadAsync(session =>
        session.QueryAsync<UploadedImport>("SELECT * FROM imports ORDER BY id DESC LIMIT @most", new { most }));

    /// <summary>The beginning of a file that is not started, and what would become of it.</summary>
    /// <exception cref="ImportFileException">It cannot be read any more.</exception>
    /// <exception cref="IOException">It is gone.</exception>
    public async Task<ImportSample> SampleAsync(long id, IReadOnlyCollection<string> knownTopics, IReadOnlyList<ImportField> meanings)
    {
        await using var file = folder.Open(id);
        return ImportFile.Sample(file, knownTopics, meanings, SampleLines);
    }

    /// <summary>Keeps what the columns of an unstarted file mean.</summary>
    public async Task<bool> MatchAsync(long id, IReadOnlyList<ImportField> meanings, bool confirmed) => await database.WriteAsync(session => session.ExecuteAsync(
        "UPDATE imports SET meanings = @json, confirmed = @confirmed WHERE id = @id AND state = 'Uploaded'",
        new { id, confirmed, json = JsonSerializer.Serialize(meanings) })) == 1;

    /// <summary>Uploaded → Waiting.</summary>
    public async Task<bool> StartAsync(long id) => await database.WriteAsync(session => session.ExecuteAsync(
        "UPDATE imports SET state = 'Waiting', started_at = @now WHERE id = @id AND state = 'Uploaded'", new { id, now = clock.Milliseconds() })) == 1;

    /// <summary>Waiting or Running → Stopped; Uploaded is forgotten.</summary>
    public async Task<bool> StopAsync(long id)
    {
        var stopped = await database.WriteAsync(async session =>
            await session.ExecuteAsync("DELETE FROM imports WHERE id = @id AND state = 'Uploaded'", new { id }) == 1
            || await session.ExecuteAsync($"UPDATE imports SET state = 'Stopped', ended_at = @now WHERE id = @id AND state IN ({Open})", new { id, now = clock.Milliseconds() }) == 1);
        if (stopped)
            folder.Delete(id);
        return stopped;
    }

    /// <summary>Lines that were refused, behind the one with the given number.</summary>
    public Task<IReadOnlyList<RefusedImportLine>> RefusedAsync(long id, long after, int most) => database.ReadAsync(session => session.QueryAsync<RefusedImportLine>(
        "SELECT id, line, address, reason FROM import_refusals WHERE import_id = @id AND id > @after ORDER BY id LIMIT @most", new { id, after, most }));

    /// <summary>Forgets reports of imports that ended before a time, files that nobody started within a day, and what is left of broken uploads.</summary>
    internal async Task RemoveOldAsync(DateTimeOffset endedBefore, CancellationToken cancellation)
    {
        var parameters = new { ended = endedBefore.ToMilliseconds(), uploaded = (clock.GetUtcNow() - UnstartedKept).ToMilliseconds() };
        var (gone, kept) = await database.WriteAsync(async session =>
        {
            await session.ExecuteAsync("DELETE FROM import_refusals WHERE import_id IN (SELECT id FROM imports WHERE ended_at < @ended)", parameters);
            return (
                await session.QueryAsync<long>("DELETE FROM imports WHERE ended_at < @ended OR (state = 'Uploaded' AND uploaded_at < @uploaded) RETURNING id", parameters),
                await session.QueryAsync<long>($"SELECT id FROM imports WHERE state IN ('Uploaded', {Open})"));
        }, cancellation);
        foreach (var id in gone)
            folder.Delete(id);
        folder.Sweep(kept, clock.GetUtcNow() - UnstartedKept);
    }

    /// <summary>Takes an erased reader's traces out of the reports: what stands in a line that was refused.
    /// A name of few letters is part of too much to be looked for.</summary>
    internal static Task EraseAsync(Session session, string address, string addressKey, string? name) => session.ExecuteAsync(
        """
        UPDATE import_refusals SET address = '', reason = 'This line was erased.'
        WHERE REPLACE(LOWER(address), @addressKey, '') <> LOWER(address) OR REPLACE(LOWER(reason), @addressKey, '') <> LOWER(reason)
           OR REPLACE(address, @address, '') <> address OR (LENGTH(@name) > 3 AND REPLACE(reason, @name, '') <> reason)
        """,
        new { address, addressKey, name = name ?? "" });

    // Some browsers send the whole path, and anybody may send anything: it is shown and kept with each consent.
    private static string PlainName(string fileName)
    {
        var name = string.Concat(fileName[(fileName.LastIndexOfAny(['/', '\\']) + 1)..].Where(sign => !char.IsControl(sign))).Trim();
        return name.Length switch
        {
            0 => "readers.csv",
            > LongestName => name[..LongestName],
            _ => name,
        };
    }
}

/// <summary>A line of an uploaded file that was refused.</summary>
public sealed record RefusedImportLine
{
    public long Id { get; init; }

    /// <summary>As an editor counts lines.</summary>
    public int Line { get; init; }

    /// <summary>What stands in the address column.</summary>
    public string Address { get; init; } = "";

    public string Reason { get; init; } = "";
}
