using Digest.Storage;
using Digest.Subscribers;
using Microsoft.Extensions.Logging;

namespace Digest.Signup;

/// <summary>
/// The loop that imports uploaded files, one after the other. Each batch is one write together with how far the import is, so
/// that whoever goes on after a restart begins exactly behind the last line that was answered.
/// </summary>
public sealed class RunImports(Database database, ImportFolder folder, ReaderImport readers, RequestSignal signal, TimeProvider clock, ILogger<RunImports> log)
{
    /// <summary>Imports every file that was started.</summary>
    /// <param name="knownTopics">Reads the site's topics.</param>
    /// <param name="cancellation">Ends it between two batches; the next run goes on.</param>
    /// <returns>How many files were finished.</returns>
    public async Task<int> RunAsync(Func<Task<IReadOnlyList<string>>> knownTopics, CancellationToken cancellation = default)
    {
        var finished = 0;
        while (await NextAsync(cancellation) is { } import)
        {
            await ImportAsync(import, await knownTopics(), cancellation);
            finished++;
        }
        return finished;
    }

    private async Task<UploadedImport?> NextAsync(CancellationToken cancellation)
    {
        var next = await database.ReadAsync(session => session.FirstOrDefaultAsync<UploadedImport>(
            "SELECT * FROM imports WHERE state IN ('Waiting', 'Running') ORDER BY started_at, id LIMIT 1"), cancellation);
        if (next is not null)
            await database.WriteAsync(session => session.ExecuteAsync("UPDATE imports SET state = 'Running' WHERE id = @Id AND state = 'Waiting'", next), cancellation);
        return next;
    }

    private async Task ImportAsync(UploadedImport import, IReadOnlyList<string> knownTopics, CancellationToken cancellation)
    {
        try
        {
            await using (var file = folder.Open(import.Id))
            {
                var done = import.Done;
                foreach (var batch in ImportFile.Read(file, knownTopics, import.ReadMeanings()).Skip(import.Done).Chunk(ReaderImport.Batch))
                {
                    cancellation.ThrowIfCancellationRequested();
                    if (!await database.WriteAsync(session => AddAsync(session, import, done, batch), cancellation))
                        return;
                    done += batch.Length;
                    signal.Set();
                }
            }
            await EndAsync(import, ImportState.Done, problem: null);
        }
        catch (Exception problem) when (problem is ImportFileException or IOException or UnauthorizedAccessException)
        {
            log.LogError("Import {Import} ends: {Problem}", import.Id, problem.GetType().Name);
            await EndAsync(import, ImportState.Failed, problem is FileNotFoundException or DirectoryNotFoundException ? "The uploaded file is gone. Upload it again: whoever is imported already stays." : problem.Message);
        }
        folder.Delete(import.Id);
    }

    /// <summary>False when it was stopped, or another process has imported these lines meanwhile.</summary>
    private async Task<bool> AddAsync(Session session, UploadedImport import, int done, ImportLine[] batch)
    {
        if (await session.ExecuteAsync("UPDATE imports SET done = done + @Length WHERE id = @Id AND state = 'Running' AND done = @done", new { import.Id, done, batch.Length }) == 0)
            return false;
        var report = await readers.AddAsync(session, batch, import.FileName, import.Confirmed);
        await session.ExecuteAsync(
            """
            UPDATE imports
            SET added = added + @Active + @Asked, asked = asked + @Asked, known = known + @Known, gone = gone + @Gone, refused = refused + @refused
            WHERE id = @Id
            """,
            new { import.Id, report.Active, report.Asked, report.Known, report.Gone, refused = report.Refused.Count });
        await session.ExecuteAsync(
            "INSERT INTO import_refusals (import_id, line, address, reason) VALUES (@Id, @Line, @Address, @Reason)",
            report.Refused.Select(line => new { import.Id, line.Line, line.Address, line.Reason }).ToList());
        return true;
    }

    private async Task EndAsync(UploadedImport import, ImportState state, string? problem) => await database.WriteAsync(session => session.ExecuteAsync(
        "UPDATE imports SET state = @state, problem = @problem, ended_at = @now WHERE id = @Id AND state = 'Running'",
        new { import.Id, state = state.ToString(), problem, now = clock.Milliseconds() }));
}
