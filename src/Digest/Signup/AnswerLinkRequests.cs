using Digest.Outbox;
using Digest.Storage;
using Digest.Subscribers;

namespace Digest.Signup;

/// <summary>The job that sends active readers the link to their preferences, once a day at most; everybody else gets nothing.</summary>
public sealed class AnswerLinkRequests(Database database, SignupMessages messages, OutboxWriter outbox, Suppressions suppressions, TimeProvider clock)
{
    private const int Batch = 200;
    private static readonly TimeSpan OneAtMost = TimeSpan.FromHours(24);

    /// <summary>Answers every open request.</summary>
    /// <returns>How many were answered.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation = default)
    {
        if (await database.ReadAsync(session => LinkRequests.OpenAsync(session, most: 1), cancellation) is [])
            return 0;
        var content = await messages.RenderAsync(MessageKind.PreferencesLink);
        var total = 0;
        for (var answered = Batch; answered == Batch && !cancellation.IsCancellationRequested; total += answered)
            answered = await database.WriteAsync(session => AnswerAsync(session, content), cancellation);
        return total;
    }

    private async Task<int> AnswerAsync(Session session, VariantContent content)
    {
        var open = await LinkRequests.OpenAsync(session, Batch);
        var suppressed = await suppressions.FindAsync(session, open);
        var readers = (await SubscriberBook.FindAsync(session, open)).Values.Where(one => one.Status == SubscriberStatus.Active && !suppressed.ContainsKey(one.AddressKey)).ToList();
        var lately = (await OutboxHistory.SinceAsync(session, [.. readers.Select(one => one.Id)], [MessageKind.PreferencesLink], (clock.GetUtcNow() - OneAtMost).ToMilliseconds()))
            .Where(message => message.Status != MessageStatus.Failed).Select(message => message.SubscriberId).ToHashSet();
        foreach (var reader in readers.Where(one => !lately.Contains(one.Id)))
            await outbox.AddAsync(session, MessageKind.PreferencesLink, reader.Id, content);
        await LinkRequests.RemoveAsync(session, open);
        return open.Count;
    }
}
