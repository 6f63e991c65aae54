using Digest.Outbox;
using Digest.Storage;
using Digest.Subscribers;

namespace Digest.Signup;

/// <summary>
/// The job that answers requests, and the first to ask whether an address is known. Each batch is one write, so that a
/// request is answered once however often and wherever the job runs.
/// </summary>
public sealed class AnswerRequests(Database database, SignupMessages messages, OutboxWriter outbox, Suppressions suppressions, SignupOptions options, TimeProvider clock)
{
    private const int Batch = 200;

    /// <summary>Answers every open request, or puts it off where too much mail was caused.</summary>
    /// <returns>How many were looked at.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation = default)
    {
        if (await database.ReadAsync(session => SignupRequests.OpenAsync(session, clock.Milliseconds(), most: 1), cancellation) is [])
            return 0;
        var confirmation = await messages.RenderEachAsync(MessageKind.Confirmation);
        var alreadyReading = await messages.RenderEachAsync(MessageKind.AlreadyReading);
        var total = 0;
        for (var answered = Batch; answered == Batch && !cancellation.IsCancellationRequested; total += answered)
        {
            answered = await database.WriteAsync(async session =>
            {
                var now = clock.Milliseconds();
                var open = await SignupRequests.OpenAsync(session, now, Batch);
                var batch = await RequestBatch.ReadAsync(session, open, suppressions, options, now);
                await batch.AnswerAsync(session, outbox, confirmation, alreadyReading);
                return open.Count;
            }, cancellation);
        }
        return total;
    }
}
