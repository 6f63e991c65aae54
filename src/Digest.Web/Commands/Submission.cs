using Digest.Editions;
using Digest.Jobs;
using Digest.Outbox;
using Digest.Storage;

namespace Digest.Web.Commands;

/// <summary>Waits for the answers to an edition's messages; submits them itself whenever no other process is the worker.</summary>
internal sealed class Submission(CommandScope scope) : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);
    private const int LooksBetweenTries = 5;
    private static readonly TimeSpan LongestUncounted = TimeSpan.FromSeconds(5);
    private const int LooksPerCount = 100;
    private const int LooksForGone = 15;
    private readonly CancellationTokenSource stop = new();
    private readonly Database database = scope.Get<Database>();
    private readonly TimeProvider clock = scope.Get<TimeProvider>();
    private WorkerLock? worker;
    private long countedAt;
    private TimeSpan countingTook;
    private Task submitting = Task.CompletedTask;

    /// <summary>
    /// Returns when each message of the edition has had an answer, or when no more can be done for now: the server is not reached
    /// and what is left is put off, or the edition is paused and what was on the wire is answered. The rest is waiting then.
    /// </summary>
    /// <exception cref="CommandException">The running site does not submit: the loop is paused.</exception>
    public async Task<EditionCounts> UntilAnsweredAsync(Edition edition, Action<EditionCounts> show, CancellationToken cancellation)
    {
        for (var look = 0; ; look++)
        {
            if (look > 0)
                await Task.Delay(Look, clock, cancellation);
            if (worker is null && look % LooksBetweenTries == 0)
                await TryToWorkAsync(cancellation);
            else if (worker is { IsTheOnly: false } && look % LooksForGone == 0)
                await scope.Get<SubmitMessages>().RecoverAsync(await worker.GoneAsync(cancellation), cancellation);
            if (look > 0 && await MayWaitAsync(edition.Id, cancellation))
                continue;
            var counts = await CountAsync(edition.Id, cancellation);
            show(counts);
            if (counts.Waiting == counts.PutOff || await database.ReadAsync(session => StandsStillAsync(session, edition.Id), cancellation))
                return counts;
            if (worker is not null && submitting.IsCompleted)
            {
                await submitting;
                throw new CommandException("The submission ended before every message had an answer; send again to go on.");
            }
        }
    }

    // Counting a million rows takes a while: it is done as often as costs next to nothing, and at once when nothing is left to begin.
    private async Task<bool> MayWaitAsync(long id, CancellationToken cancellation) =>
        clock.GetElapsedTime(countedAt) < TimeSpan.FromTicks(Math.Min(countingTook.Ticks * LooksPerCount, LongestUncounted.Ticks)) && !submitting.IsFaulted && await database.ReadAsync(
            session => session.ScalarAsync<int?>("SELECT 1 FROM messages WHERE edition_id = @id AND status = 'Prepared' AND finished_at IS NULL LIMIT 1", new { id }), cancellation) is not null;

    private async Task<EditionCounts> CountAsync(long id, CancellationToken cancellation)
    {
        var began = clock.GetTimestamp();
        var counts = await database.ReadAsync(session => EditionCounts.ReadAsync(session, id, clock.Milliseconds()), cancellation);
        (countedAt, countingTook) = (clock.GetTimestamp(), clock.GetElapsedTime(began));
        return counts;
    }

    private static async Task<bool> StandsStillAsync(Session session, long id) => await session.ScalarAsync<int>(
        "SELECT COUNT(*) FROM editions WHERE id = @id AND paused_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM messages WHERE edition_id = @id AND status = 'Submitting')", new { id }) > 0;

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        // Whoever waits for answers is told what breaks; what did not end in time says so in its row.
        await submitting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (worker is not null)
            await worker.DisposeAsync();
        stop.Dispose();
    }

    /// <summary>Becomes the worker when nobody is: the site that was may have ended.</summary>
    private async Task TryToWorkAsync(CancellationToken cancellation)
    {
        worker = await WorkerLock.TryTakeAsync(database, besideOthers: false, cancellation);
        if (worker is not null)
        {
            var submitter = scope.Get<SubmitMessages>();
            await submitter.RecoverAsync(worker.IsTheOnly ? null : await worker.GoneAsync(cancellation), cancellation);
            submitting = submitter.RunAsync(stop.Token);
        }
        else if ((await scope.Get<JobBoard>().StatesAsync(cancellation)).Any(job => job is { Name: DigestTimetable.SubmittingLoop, Paused: true }))
        {
            throw new CommandException("The running site does not submit messages: its loop is paused. Resume it, or stop the site and send again.");
        }
    }
}
