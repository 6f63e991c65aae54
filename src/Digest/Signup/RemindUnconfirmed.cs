using Digest.Outbox;
using Digest.Storage;
using Digest.Subscribers;

namespace Digest.Signup;

/// <summary>The job that asks once more those who have not confirmed for two days. Once: a third letter would be a nuisance.</summary>
public sealed class RemindUnconfirmed(Database database, SignupMessages messages, OutboxWriter outbox, TimeProvider clock)
{
    private const int Batch = 200;
    private static readonly TimeSpan After = TimeSpan.FromDays(2);

    /// <summary>Prepares a reminder for each of them.</summary>
    /// <returns>How many reminders were prepared.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation = default)
    {
        var askedBefore = clock.GetUtcNow() - After;
        if (await database.ReadAsync(session => Unconfirmed.ToRemindAsync(session, askedBefore, most: 1), cancellation) is [])
            return 0;
        var reminder = await messages.RenderEachAsync(MessageKind.Reminder);
        var total = 0;
        for (var found = Batch; found == Batch && !cancellation.IsCancellationRequested;)
        {
            (found, var reminded) = await database.WriteAsync(async session =>
            {
                var ids = await Unconfirmed.ToRemindAsync(session, askedBefore, Batch);
                await Unconfirmed.MarkRemindedAsync(session, ids, clock.Milliseconds());
                var reachable = await ReachableAsync(session, ids);
                foreach (var id in reachable)
                    await outbox.AddAsync(session, MessageKind.Reminder, id, reminder((await SubscriberBook.FindAsync(session, id))?.Language));
                return (ids.Count, reachable.Count);
            }, cancellation);
            total += reminded;
        }
        return total;
    }

    // An address that refused the question refuses the reminder too.
    private static async Task<List<long>> ReachableAsync(Session session, IReadOnlyList<long> ids)
    {
        var past = await OutboxHistory.SinceAsync(session, ids, [MessageKind.Confirmation], since: 0);
        var refused = past.GroupBy(message => message.SubscriberId)
            .Where(messages => messages.MaxBy(message => message.CreatedAt)!.Status == MessageStatus.Failed)
            .Select(messages => messages.Key)
            .ToHashSet();
        return [.. ids.Where(id => !refused.Contains(id))];
    }
}
