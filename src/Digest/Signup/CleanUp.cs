using Digest.Outbox;
using Digest.Storage;
using Digest.Subscribers;

namespace Digest.Signup;

/// <summary>The job that forgets those who never confirmed, and requests that were answered, after 30 days.</summary>
public sealed class CleanUp(Database database, TimeProvider clock)
{
    private const int Batch = 500;
    private static readonly TimeSpan After = TimeSpan.FromDays(30);

    /// <summary>Removes what is old enough, in batches.</summary>
    /// <returns>How many rows are gone: subscribers who never confirmed, and answered requests.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation = default)
    {
        var before = clock.GetUtcNow() - After;
        await database.WriteAsync(session => Unconfirmed.ReturnToUnsubscribedAsync(session, before), cancellation);
        return await RepeatAsync(session => ForgetAsync(session, before), cancellation)
            + await RepeatAsync(session => SignupRequests.RemoveHandledAsync(session, before.ToMilliseconds(), Batch), cancellation);
    }

    private static async Task<int> ForgetAsync(Session session, DateTimeOffset before)
    {
        var ids = await Unconfirmed.ToForgetAsync(session, before, Batch);
        await OutboxHistory.ForgetAsync(session, ids);
        await Unconfirmed.ForgetAsync(session, ids);
        return ids.Count;
    }

    private async Task<int> RepeatAsync(Func<Session, Task<int>> removeBatch, CancellationToken cancellation)
    {
        var total = 0;
        for (var removed = Batch; removed == Batch && !cancellation.IsCancellationRequested; total += removed)
            removed = await database.WriteAsync(removeBatch, cancellation);
        return total;
    }
}
