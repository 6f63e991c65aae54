using Digest.Outbox;
using Digest.Storage;
using Digest.Subscribers;

namespace Digest.Signup;

/// <summary>Some requests with all that is known about their addresses, read at once; decides and writes what becomes of each.</summary>
internal sealed class RequestBatch(
    IReadOnlyList<(SignupRequest Request, EmailAddress? Address)> requests,
    Dictionary<string, Subscriber> known,
    IReadOnlyDictionary<string, string> suppressed,
    HashSet<(long SubscriberId, MessageKind Kind)> lately,
    long now)
{
    private static readonly TimeSpan OneAtMost = TimeSpan.FromHours(24);

    public static async Task<RequestBatch> ReadAsync(Session session, IReadOnlyList<SignupRequest> open, Suppressions suppressions, long now)
    {
        var parsed = open.Select(request => (request, EmailAddress.TryParse(request.Address, out var address, out _) ? address : null)).ToList();
        var keys = parsed.Where(one => one.Item2 is not null).Select(one => one.Item2!.Key).Distinct(StringComparer.Ordinal).ToList();
        var subscribers = await SubscriberBook.FindAsync(session, keys);
        var past = await OutboxHistory.SinceAsync(session, [.. subscribers.Values.Select(one => one.Id)],
            [MessageKind.Confirmation, MessageKind.Reminder, MessageKind.AlreadyReading], now - (long)OneAtMost.TotalMilliseconds);
        return new RequestBatch(
            parsed,
            new Dictionary<string, Subscriber>(subscribers, StringComparer.Ordinal),
            await suppressions.FindAsync(session, keys),
            // What failed told nobody anything. A reminder asks the same as a confirmation.
            past.Where(message => message.Status != MessageStatus.Failed).Select(message => (message.SubscriberId, message.Kind == MessageKind.Reminder ? MessageKind.Confirmation : message.Kind)).ToHashSet(),
            now);
    }

    public async Task AnswerAsync(Session session, OutboxWriter outbox, VariantContent confirmation, VariantContent alreadyReading)
    {
        await AddUnknownAsync(session);
        var answers = new List<(SignupRequest, RequestOutcome)>(requests.Count);
        foreach (var (request, address) in requests)
        {
            var outcome = Decide(request, address, out var subscriber);
            answers.Add((request, outcome));
            if (outcome == RequestOutcome.Asked)
                await AskAsync(session, outbox, request, subscriber!, confirmation);
            else if (outcome == RequestOutcome.AlreadyReading)
                await SendAsync(session, outbox, MessageKind.AlreadyReading, subscriber!, alreadyReading);
        }
        await SignupRequests.MarkAsync(session, answers, now);
    }

    private async Task AddUnknownAsync(Session session)
    {
        var unknown = requests
            .Where(one => one.Address is not null && !known.ContainsKey(one.Address.Key) && !IsRefused(one.Request, one.Address))
            .DistinctBy(one => one.Address!.Key, StringComparer.Ordinal)
            .Select(one => new NewSubscriber(one.Address!, one.Request.Name, Choices.Default, ConfirmedAt: null))
            .ToList();
        if (unknown.Count == 0)
            return;
        await SubscriberBook.AddAsync(session, unknown, now);
        foreach (var (key, subscriber) in await SubscriberBook.FindAsync(session, unknown.ConvertAll(one => one.Address.Key)))
            known[key] = subscriber;
    }

    private RequestOutcome Decide(SignupRequest request, EmailAddress? address, out Subscriber? subscriber)
    {
        subscriber = null;
        if (address is null)
            return RequestOutcome.NoAddress;
        if (IsRefused(request, address))
            return RequestOutcome.LeftAlone;
        subscriber = known[address.Key];
        return subscriber.Status switch
        {
            SubscriberStatus.Active => lately.Contains((subscriber.Id, MessageKind.AlreadyReading)) ? RequestOutcome.ToldToday : RequestOutcome.AlreadyReading,
            SubscriberStatus.Pending => lately.Contains((subscriber.Id, MessageKind.Confirmation)) ? RequestOutcome.AskedToday : RequestOutcome.Asked,
            SubscriberStatus.Unsubscribed or SubscriberStatus.Unreachable when !request.IsImport => RequestOutcome.Asked,
            _ => RequestOutcome.LeftAlone,
        };
    }

    // Whoever was forgotten may come back by the form; a complaint stands, and an import brings nobody back.
    private bool IsRefused(SignupRequest request, EmailAddress address) =>
        suppressed.TryGetValue(address.Key, out var reason) && (request.IsImport || reason == Suppressions.Complaint);

    private async Task AskAsync(Session session, OutboxWriter outbox, SignupRequest request, Subscriber subscriber, VariantContent confirmation)
    {
        if (await SubscriberBook.AskAgainAsync(session, subscriber.Id))
        {
            known[subscriber.AddressKey] = subscriber with { Status = SubscriberStatus.Pending };
            await SubscriberChanges.NoteAsync(session, subscriber, request.IsAdmins ? request.Source : SubscriberChanges.Reader, now);
        }
        await Consents.AddAsync(session, subscriber.Id, ConsentKind.Asked, new ConsentOrigin(request.Source, request.Client, request.FormText), now);
        await SendAsync(session, outbox, MessageKind.Confirmation, subscriber, confirmation);
    }

    private async Task SendAsync(Session session, OutboxWriter outbox, MessageKind kind, Subscriber subscriber, VariantContent content)
    {
        await outbox.AddAsync(session, kind, subscriber.Id, content);
        lately.Add((subscriber.Id, kind));
    }
}
