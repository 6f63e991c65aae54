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
    private const string Begin =
        """
        UPDATE messages
        SET status = 'Submitting', resubmitted = CASE WHEN status = 'Uncertain' THEN 1 ELSE resubmitted END
        WHERE id = @Id AND finished_at IS NULL AND status IN ('Prepared', 'Deferred', 'Uncertain')
        """;

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);
    private readonly Channel<Entry> entries = Channel.CreateUnbounded<Entry>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Lock starting = new();
    private Task? writer;

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
        await entries.Writer.WriteAsync(entry, cancellation);
        return await entry.Durable.Task.WaitAsync(cancellation);
    }

    private async Task WriteAllAsync()
    {
        var group = new List<Entry>(GroupSize);
        while (await entries.Reader.WaitToReadAsync())
        {
            while (group.Count < GroupSize && entries.Reader.TryRead(out var entry))
                group.Add(entry);
            await CommitAsync(group);
            foreach (var entry in group)
                entry.Durable.TrySetResult(entry.MayBegin);
            group.Clear();
        }
    }

    /// <summary>An answer that cannot be written (full disk, locked database) is tried until it can: the server has already given it.</summary>
    private async Task CommitAsync(List<Entry> group)
    {
        while (true)
        {
            try
            {
                await database.WriteAsync(session => WriteAsync(session, group));
                return;
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
                entry.MayBegin = await session.ExecuteAsync(Begin, begun) == 1;
        }
    }

    private async Task WriteAnswerAsync(Session session, ClaimedMessage message, Answer answer, long now)
    {
        var written = await session.ExecuteAsync(
            """
            UPDATE messages
            SET status = @status, answer_code = @Code, answer = @Text, lease = NULL, lease_until = NULL,
                attempts = attempts + @counts, due_at = COALESCE(@retryAt, due_at), finished_at = CASE WHEN @retryAt IS NULL THEN @now ELSE NULL END
            WHERE id = @Id
            """,
            new { status = answer.Status.ToString(), answer.Code, answer.Text, counts = answer.CountsAgainstAddress ? 1 : 0, retryAt = answer.RetryAt?.ToMilliseconds(), now, message.Id });
        if (written == 0)
        {
            logger.LogWarning("Message {Message} was removed while it was on the wire; its answer is {Status}", message.Id, answer.Status);
            return;
        }
        await session.ExecuteAsync(
            "INSERT INTO attempts (message_id, at, outcome, code, answer) VALUES (@Id, @now, @outcome, @Code, @Text)",
            new { message.Id, now, outcome = answer.Status.ToString(), answer.Code, answer.Text });
        if (answer.Status is MessageStatus.Submitted && message.LastNumber > 0)
            await OfferAsync(session, message);
    }

    /// <summary>
    /// Moves the subscriber's position. Where an earlier edition's message has not been submitted yet the position stays before
    /// that one's stories, and what was offered beyond them is noted.
    /// </summary>
    private static async Task OfferAsync(Session session, ClaimedMessage message)
    {
        if (await session.ExecuteAsync(
            "UPDATE subscribers SET position = @LastNumber WHERE id = @SubscriberId AND position >= @AfterNumber AND position < @LastNumber AND offered_ahead = '[]'", message) == 1)
            return;
        if (await session.FirstOrDefaultAsync<Reader>("SELECT position, offered_ahead FROM subscribers WHERE id = @SubscriberId", message) is not { } reader)
            return;
        var offered = OfferedRanges.Read(reader.Position, reader.OfferedAhead).With(message.AfterNumber, message.LastNumber);
        await session.ExecuteAsync(
            "UPDATE subscribers SET position = @Position, offered_ahead = @ahead WHERE id = @SubscriberId", new { offered.Position, ahead = offered.WriteAhead(), message.SubscriberId });
    }

    public async ValueTask DisposeAsync()
    {
        entries.Writer.TryComplete();
        if (writer is not null)
            await writer;
    }

    private sealed record Reader
    {
        public long Position { get; init; }

        public string OfferedAhead { get; init; } = OfferedRanges.None;
    }

    private sealed record Entry(ClaimedMessage? Answered, Answer? Answer, ClaimedMessage? Begun)
    {
        public bool MayBegin { get; set; }

        public TaskCompletionSource<bool> Durable { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
