using System.Threading.Channels;
using Digest.Storage;
using Microsoft.Extensions.Logging;

namespace Digest.Outbox;

/// <summary>
/// The one writer of answers. Connections hand in what the server said and which message they begin next; all that is waiting
/// goes into one durable commit, and only then may they go on. So a crash leaves at most one message per connection unanswered.
/// </summary>
public sealed class Ledger(Database database, TimeProvider clock, ILogger<Ledger> logger) : IAsyncDisposable
{
    private const int GroupSize = 200;
    // Nothing begins that was paused, answered or put off after it was taken.
    private const string Begin =
        $"""
        UPDATE messages
        SET status = 'Submitting', resubmitted = CASE WHEN status = 'Uncertain' THEN 1 ELSE resubmitted END
        WHERE id = @Id AND finished_at IS NULL AND status IN ('Prepared', 'Deferred', 'Uncertain') AND due_at <= @now
          AND (edition_id IS NULL OR edition_id NOT IN ({DueMessages.PausedEditions}))
        """;

    // Servers repeat the address, and whoever was erased while the message was on the wire must not come back with its answer.
    private const string IsErased = "EXISTS (SELECT 1 FROM subscribers s WHERE s.id = @SubscriberId AND s.status = 'Erased')";

    private static readonly TimeSpan ClosingPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);
    private readonly Channel<Entry> entries = Channel.CreateUnbounded<Entry>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Lock starting = new();
    private Task? writer;
    private volatile bool isClosing;

    /// <summary>
    /// Records an answer and the beginning of the next message; returns when both are on disk, and says whether the next message
    /// may be begun: false when it was taken back in the meantime.
    /// </summary>
    /// <param name="answered">The message that was on the wire; null: this connection begins its first.</param>
    /// <param name="answer">Its answer.</param>
    /// <param name="begun">The message that goes on the wire next; null: none.</param>
    /// <param name="cancellation">Gives up waiting; what was handed in may still be written.</param>
    public async Task<bool> RecordAsync(ClaimedMessage? answered, Answer? answer, ClaimedMessage? begun, CancellationToken cancellation = default)
    {
        lock (starting)
            writer ??= Task.Run(WriteAllAsync, CancellationToken.None);
        var entry = new Entry(answered, answer, begun);
        // Handed in whatever happens to the caller: only the waiting can be given up.
        ObjectDisposedException.ThrowIf(!entries.Writer.TryWrite(entry), this);
        return await entry.Durable.Task.WaitAsync(cancellation);
    }

    private async Task WriteAllAsync()
    {
        var group = new List<Entry>(GroupSize);
        while (await entries.Reader.WaitToReadAsync())
        {
            while (group.Count < GroupSize && entries.Reader.TryRead(out var entry))
                group.Add(entry);
            var problem = await CommitAsync(group);
            foreach (var entry in group)
            {
                if (problem is null)
                    entry.Durable.TrySetResult(entry.MayBegin);
                else
                    entry.Durable.TrySetException(problem);
            }
            group.Clear();
        }
    }

    /// <summary>An answer that cannot be written (full disk, locked database) is tried until it can: the server has already given it.</summary>
    private async Task<Exception?> CommitAsync(List<Entry> group)
    {
        while (true)
        {
            try
            {
                await database.WriteBesideAsync(session => WriteAsync(session, group));
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

    private async Task WriteAsync(Session session, List<Entry> group)
    {
        var now = clock.Milliseconds();
        foreach (var entry in group)
        {
            if (entry is { Answered: { } message, Answer: { } answer })
                await WriteAnswerAsync(session, message, answer, now);
            if (entry.Begun is { } begun)
                entry.MayBegin = await session.ExecuteAsync(Begin, new { begun.Id, now }) == 1;
        }
        await EditionProgress.NoteAsync(session, group.Where(entry => entry.Answer is { IsAnswered: true }).Select(entry => entry.Answered?.EditionId).OfType<long>(), now);
    }

    private async Task WriteAnswerAsync(Session session, ClaimedMessage message, Answer answer, long now)
    {
        var written = await session.ExecuteAsync(
            $"""
            UPDATE messages
            SET status = @status, answer_code = @Code, answer = CASE WHEN {IsErased} THEN NULL ELSE @Text END, lease = NULL, lease_until = NULL,
                attempts = attempts + @counts, due_at = COALESCE(@retryAt, due_at), finished_at = CASE WHEN @retryAt IS NULL THEN @now ELSE NULL END
            WHERE id = @Id AND finished_at IS NULL
            """,
            new { status = answer.Status.ToString(), answer.Code, answer.Text, counts = answer.CountsAgainstAddress ? 1 : 0, retryAt = answer.RetryAt?.ToMilliseconds(), now, message.Id, message.SubscriberId });
        if (written == 0)
        {
            logger.LogWarning("Message {Message} was taken back or removed meanwhile; its answer is {Status}", message.Id, answer.Status);
            return;
        }
        await session.ExecuteAsync(
            $"INSERT INTO attempts (message_id, at, outcome, code, answer) VALUES (@Id, @now, @outcome, @Code, CASE WHEN {IsErased} THEN NULL ELSE @Text END)",
            new { message.Id, now, outcome = answer.Status.ToString(), answer.Code, answer.Text, message.SubscriberId });
        // An answer that will never be known counts as offered.
        if (message.LastNumber > 0 && (answer.Status is MessageStatus.Submitted || answer is { Status: MessageStatus.Uncertain, RetryAt: null }))
            await OfferedStories.OfferAsync(session, message.SubscriberId, message.AfterNumber, message.LastNumber);
    }

    /// <summary>Writes what was handed in; a database that cannot be written to keeps the program from ending for a few seconds only.</summary>
    public async ValueTask DisposeAsync()
    {
        entries.Writer.TryComplete();
        if (writer is null)
            return;
        await Task.WhenAny(writer, Task.Delay(ClosingPatience, clock));
        isClosing = true;
        await writer;
    }

    private sealed record Entry(ClaimedMessage? Answered, Answer? Answer, ClaimedMessage? Begun)
    {
        public bool MayBegin { get; set; }

        public TaskCompletionSource<bool> Durable { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
