using Digest.Outbox;
using Digest.Signup.Gate;
using Digest.Storage;
using Digest.Subscribers;

namespace Digest.Signup;

/// <summary>The job that forgets what is not kept for ever: sign-ups that nobody confirmed, requests, messages, network addresses (<see cref="RetentionOptions"/>).</summary>
public sealed class CleanUp(Database database, UploadedImports imports, RetentionOptions retention, TimeProvider clock)
{
    private const int Batch = 500;

    /// <summary>Removes what is old enough, in batches.</summary>
    /// <returns>How many rows are gone: subscribers who never confirmed, answered requests, and messages.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation = default)
    {
        var before = Before(retention.UnconfirmedDays);
        await database.WriteAsync(session => Unconfirmed.ReturnToUnsubscribedAsync(session, before, clock.Milliseconds()), cancellation);
        await database.WriteAsync(session => AddressChanges.RemoveOldAsync(session, clock.Milliseconds()), cancellation);
        await imports.RemoveOldAsync(before, cancellation);
        await InBatchesAsync(session => UsedNonces.RemoveExpiredAsync(session, clock.Milliseconds(), Batch), cancellation);
        var clientsBefore = Before(retention.ClientAddressDays).ToMilliseconds();
        await InBatchesAsync(session => Consents.RemoveClientsAsync(session, clientsBefore, Batch), cancellation);
        await InBatchesAsync(session => SignupRequests.RemoveClientsAsync(session, clientsBefore, Batch), cancellation);
        await InBatchesAsync(session => PastMessages.RemoveElsewhereAsync(session, before.ToMilliseconds(), Batch), cancellation);
        var messagesBefore = Before(retention.MessageDays).ToMilliseconds();
        var messages = await InBatchesAsync(session => PastMessages.RemoveAsync(session, messagesBefore, Batch), cancellation);
        await database.WriteAsync(session => PastMessages.RemoveVariantsAsync(session, messagesBefore), cancellation);
        return await ForgetAsync(before, cancellation) + await InBatchesAsync(session => SignupRequests.RemoveHandledAsync(session, before.ToMilliseconds(), Batch), cancellation) + messages;
    }

    private DateTimeOffset Before(int days) => clock.GetUtcNow() - TimeSpan.FromDays(days);

    // Whoever has a message in a worker's hands is passed over until the next day.
    private async Task<int> ForgetAsync(DateTimeOffset before, CancellationToken cancellation)
    {
        var total = 0;
        var after = 0L;
        for (var found = Batch; found == Batch && !cancellation.IsCancellationRequested;)
        {
            (found, var forgotten, after) = await database.WriteAsync(async session =>
            {
                var ids = await Unconfirmed.ToForgetAsync(session, before, after, Batch);
                var free = await OutboxHistory.ForgetAsync(session, ids);
                await Unconfirmed.ForgetAsync(session, free);
                return (ids.Count, free.Count, ids is [] ? after : ids[^1]);
            }, cancellation);
            total += forgotten;
        }
        return total;
    }

    private async Task<int> InBatchesAsync(Func<Session, Task<int>> remove, CancellationToken cancellation)
    {
        var total = 0;
        for (var removed = Batch; removed == Batch && !cancellation.IsCancellationRequested; total += removed)
            removed = await database.WriteAsync(remove, cancellation);
        return total;
    }
}
