using Digest.Outbox;
using Digest.Storage;
using Digest.Subscribers;

namespace Digest.Signup;

/// <summary>
/// "Send me my link": whoever asks gets the same answer, and a job is the first to look whether the address is known. A reader gets
/// one such message a day.
/// </summary>
public sealed class SendingLinks(Database database, SignupMessages messages, OutboxWriter outbox, RequestSignal signal, LinkLimit limit, TimeProvider clock)
{
    private const int Batch = 200;
    private static readonly TimeSpan OneAtMost = TimeSpan.FromHours(24);

    /// <summary>Writes down that somebody asked; asking once more before it is answered changes nothing.</summary>
    /// <param name="address">Whose link.</param>
    /// <param name="client">The network address of whoever asks; null: unknown.</param>
    /// <returns>How long to wait, as too many links were asked for from there; null: it is written down.</returns>
    public async Task<TimeSpan?> AskAsync(EmailAddress address, string? client)
    {
        if (!limit.TryTake(client, out var wait))
            return wait;
        await database.WriteAsync(session => session.ExecuteAsync(
            "INSERT INTO link_requests (address_key, at) VALUES (@Key, @now) ON CONFLICT (address_key) DO NOTHING", new { address.Key, now = clock.Milliseconds() }));
        signal.Set();
        return null;
    }

    /// <summary>Forgets that somebody asked.</summary>
    internal static Task EraseAsync(Session session, string addressKey) => session.ExecuteAsync("DELETE FROM link_requests WHERE address_key = @addressKey", new { addressKey });

    /// <summary>Answers all who asked.</summary>
    /// <returns>How many messages were prepared.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation = default)
    {
        if (await database.ReadAsync(session => session.ScalarAsync<int?>("SELECT 1 FROM link_requests LIMIT 1"), cancellation) is null)
            return 0;
        var link = await messages.RenderEachAsync(MessageKind.PreferencesLink);
        var total = 0;
        for (var asked = Batch; asked == Batch && !cancellation.IsCancellationRequested;)
        {
            (asked, var sent) = await database.WriteAsync(async session =>
            {
                var keys = await session.QueryAsync<string>("SELECT address_key FROM link_requests ORDER BY at, address_key LIMIT @Batch", new { Batch });
                var readers = (await SubscriberBook.FindAsync(session, keys)).Values.Where(one => one.Status == SubscriberStatus.Active).ToList();
                var told = await OutboxHistory.SinceAsync(session, readers.ConvertAll(one => one.Id), [MessageKind.PreferencesLink], clock.Milliseconds() - (long)OneAtMost.TotalMilliseconds);
                var due = readers.ExceptBy(told.Where(message => message.Status != MessageStatus.Failed).Select(message => message.SubscriberId), reader => reader.Id).ToList();
                foreach (var reader in due)
                    await outbox.AddAsync(session, MessageKind.PreferencesLink, reader.Id, link(reader.Language));
                await session.ExecuteAsync("DELETE FROM link_requests WHERE address_key IN @keys", new { keys });
                return (keys.Count, due.Count);
            }, cancellation);
            total += sent;
        }
        return total;
    }
}
