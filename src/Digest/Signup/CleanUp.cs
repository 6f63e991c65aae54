using Digest.Outbox;
using Digest.Storage;
using Digest.Subscribers;

namespace Digest.Signup;

/// <summary>The job that forgets those who never confirmed, requests that were answered and reports of imports, after 30 days.</summary>
public sealed class CleanUp(Database database, UploadedImports imports, TimeProvider clock)
{
    private const int Batch = 500;
    private static readonly TimeSpan After = TimeSpan.FromDays(30);

    /// <summary>Removes what is old enough, in batches.</summary>
    /// <returns>How many rows are gone: subscribers who never confirmed, and answered requests.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation = default)
    {
        var before = clock.GetUtcNow() - After;
        await database.WriteAsync(session => Unconfirmed.ReturnToUnsubscribedAsync(session, before, clock.Milliseconds()), cancellation);
        await database.WriteAsync(session => AddressChanges.RemoveOldAsync(session, clock.Milliseconds()), cancellation);
        await imports.RemoveOldAsync(before, cancellation);
        return await ForgetAsync(before, cancellation) + await RemoveRequestsAsync(before, cancellation);
    }

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

    private async Task<int> RemoveRequestsAsync(DateTimeOffset before, CancellationToken cancellation)
    {
        var total = 0;
        for (var removed = Batch; removed == Batch && !cancellation.IsCancellationRequested; total += removed)
            removed = await database.WriteAsync(session => SignupRequests.RemoveHandledAsync(session, before.ToMilliseconds(), Batch), cancellation);
        return total;
    }
}
