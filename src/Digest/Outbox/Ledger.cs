using System.Diagnostics;
using Digest.Storage;
using Microsoft.Extensions.Logging;

namespace Digest.Outbox;

/// <summary>
/// The one writer of answers. Connections hand in what the server said and which message they begin next; all that is waiting
/// goes into one durable commit, and only then may they complete the next one. So a crash leaves at most one message per
/// connection unanswered. The messages' own rows follow a moment later, hundreds at once.
/// </summary>
public sealed class Ledger(Database database, TimeProvider clock, ILogger<Ledger> logger) : IAsyncDisposable
{
    private const int FoldAt = 400;
    // Rows that people look at are no older than this.
    private static readonly TimeSpan FoldAfter = TimeSpan.FromMilliseconds(250);
    // For those whose answers are about to come: a commit costs the same for ten as for one.
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan ClosingPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);
    private readonly HandedIn<Entry> entries = new();
    private readonly Lock starting = new();
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool hasStarted;
    private volatile bool isClosing;
    private readonly Company company = new();
    private int unfolded;
    // Connections that have begun a message and not told its answer.
    private int underWay;
    private long foldedAt = Environment.TickCount64 - (long)FoldAfter.TotalMilliseconds;

    /// <summary>Records an answer and the beginning of the next message. They are on disk when that is waited for, or a moment later.</summary>
    /// <param name="answered">The message that was on the wire; null: this connection begins its first.</param>
    /// <param name="answer">Its answer.</param>
    /// <param name="begun">The message whose final dot comes next; null: none does, and the messages' rows are brought up to date as well.</param>
    /// <returns>
    /// Waits until both are on disk, and says whether the next message may be completed: false when it was taken back in the meantime.
    /// Its cancellation gives up waiting; what was handed in may still be written.
    /// </returns>
    public Func<CancellationToken, Task<bool>> Record(ClaimedMessage? answered, Answer? answer, ClaimedMessage? begun)
    {
        Start();
        var entry = new Entry(answered, answer, begun);
        ObjectDisposedException.ThrowIf(!entries.TryAdd(entry), this);
        return cancellation =>
        {
            // What is being written already is no reason to write the rest sooner.
            if (!entry.IsTaken)
                entries.Hurry();
            return entry.Durable.Task.WaitAsync(cancellation);
        };
    }

    /// <inheritdoc cref="Record"/>
    /// <param name="answered">As above.</param>
    /// <param name="answer">As above.</param>
    /// <param name="begun">As above.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <returns>Whether the next message may be completed, when both are on disk.</returns>
    public Task<bool> RecordAsync(ClaimedMessage? answered, Answer? answer, ClaimedMessage? begun, CancellationToken cancellation = default) =>
        Record(answered, answer, begun)(cancellation);

    // A thread of its own: it waits for the disk, and nobody else's work should wait with it.
    private void Start()
    {
        lock (starting)
        {
            if (hasStarted)
                return;
            hasStarted = true;
            new Thread(WriteAll) { IsBackground = true, Name = "Ledger" }.Start();
        }
    }

    private static void Tell(IReadOnlyList<Entry> group, Exception? problem)
    {
        foreach (var entry in group)
        {
            if (problem is null)
                entry.Durable.TrySetResult(entry.MayBegin);
            else
                entry.Durable.TrySetException(problem);
        }
    }

    private void WriteAll()
    {
        while (true)
        {
            // For all who have begun something, or until the first of them cannot go on; but not for long in any case.
            if (unfolded > 0)
                entries.WaitFor(Math.Max(1, underWay), FoldAfter, orAwaited: true);
            else
                entries.WaitFor(1, Timeout.InfiniteTimeSpan);
            var began = Stopwatch.GetTimestamp();
            entries.WaitFor(company.Wanted(underWay), Linger);
            var group = entries.TakeAll();
            if (group.Count == 0 && unfolded == 0 && entries.IsCompleted)
                break;
            if (group.Count == 0 && !FoldIsDue)
                continue;
            foreach (var entry in group)
                entry.IsTaken = true;
            var waited = Stopwatch.GetElapsedTime(began);
            var problem = CommitAsync(group).GetAwaiter().GetResult();
            company.Note(waited, Stopwatch.GetElapsedTime(began) - waited);
            underWay = Math.Max(0, underWay + group.Sum(entry => (entry.MayBegin ? 1 : 0) - (entry.Answered is null ? 0 : 1)));
            Tell(group, problem);
        }
        ended.TrySetResult();
    }

    private bool FoldIsDue => entries.IsCompleted || Environment.TickCount64 - foldedAt >= FoldAfter.TotalMilliseconds;

    /// <summary>An answer that cannot be written (full disk, locked database) is tried until it can: the server has already given it.</summary>
    private async Task<Exception?> CommitAsync(IReadOnlyList<Entry> group)
    {
        while (true)
        {
            try
            {
                var folds = group.Count == 0 || unfolded + group.Count >= FoldAt || FoldIsDue || group.Any(entry => entry.Begun is null);
                await database.WriteBesideAsync(session => WriteAsync(session, group, folds));
                (unfolded, foldedAt) = folds ? (0, Environment.TickCount64) : (unfolded + group.Count, foldedAt);
                return null;
            }
            catch (Exception problem) when (isClosing)
            {
                logger.LogCritical("The answers to {Count} messages were not written before the program ended; their rows say that they are on the wire: {Problem}", group.Count, problem.Message);
                return problem;
            }
            catch (Exception problem)
            {
                logger.LogError("The answers to {Count} messages could not be written; nothing further is submitted until they are: {Problem}", group.Count, problem.Message);
                await Task.Delay(PauseAfterFailure, clock);
            }
        }
    }

    private async Task WriteAsync(Session session, IReadOnlyList<Entry> group, bool folds)
    {
        var now = clock.Milliseconds();
        foreach (var entry in group)
        {
            entry.MayBegin = Journal.Add(session, database.WorkerId, now, entry.Answered?.Id, entry.Answer, entry.Begun?.Id, entry.Begun?.VariantId);
        }
        if (folds)
            await Journal.FoldAsync(session, database.WorkerId);
    }

    /// <summary>Writes what was handed in; a database that cannot be written to keeps the program from ending for a few seconds only.</summary>
    public async ValueTask DisposeAsync()
    {
        entries.Complete();
        lock (starting)
        {
            if (!hasStarted)
                return;
        }
        await Task.WhenAny(ended.Task, Task.Delay(ClosingPatience, clock));
        isClosing = true;
        await ended.Task;
    }

    private sealed record Entry(ClaimedMessage? Answered, Answer? Answer, ClaimedMessage? Begun)
    {
        public bool MayBegin { get; set; }

        public volatile bool IsTaken;

        // What follows are the next steps of the connections: this thread takes them, which is quicker than waking others.
        public TaskCompletionSource<bool> Durable { get; } = new();
    }
}
