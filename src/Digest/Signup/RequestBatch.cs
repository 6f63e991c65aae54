using Digest.Outbox;
using Digest.Storage;
using Digest.Subscribers;

namespace Digest.Signup;

/// <summary>Some requests with all that is known about their addresses, read at once; decides and writes what becomes of each.</summary>
internal sealed class RequestBatch(
    IReadOnlyList<(SignupRequest Request, EmailAddress? Address)> requests,
    Dictionary<string, Subscriber> known,
    IReadOnlyDictionary<string, string> suppressed,
    PastTelling past,
    MailLimits limits,
    long now)
{
    public static async Task<RequestBatch> ReadAsync(Session session, IReadOnlyList<SignupRequest> open, Suppressions suppressions, SignupOptions options, long now)
    {
        var parsed = open.Select(request => (request, EmailAddress.TryParse(request.Address, out var address, out _) ? address : null)).ToList();
        var keys = parsed.Where(one => one.Item2 is not null).Select(one => one.Item2!.Key).Distinct(StringComparer.Ordinal).ToList();
        var subscribers = await SubscriberBook.FindAsync(session, keys);
        return new RequestBatch(
            parsed,
            new Dictionary<string, Subscriber>(subscribers, StringComparer.Ordinal),
            await suppressions.FindAsync(session, keys),
            await PastTelling.ReadAsync(session, [.. subscribers.Values.Select(one => one.Id)], now),
            await MailLimits.ReadAsync(session, options, open, now),
            now);
    }

    public async Task AnswerAsync(Session session, OutboxWriter outbox, Func<string?, VariantContent> confirmation, Func<string?, VariantContent> alreadyReading)
    {
        var decided = requests.Select(one => (one.Request, one.Address, Outcome: Decide(one.Request, one.Address))).ToList();
        await AddUnknownAsync(session, [.. decided.Where(one => one.Outcome == RequestOutcome.Asked).Select(one => (one.Request, one.Address!))]);
        foreach (var (request, address, outcome) in decided)
        {
            if (outcome == RequestOutcome.Asked)
                await AskAsync(session, outbox, request, known[address!.Key], confirmation);
            else if (outcome == RequestOutcome.AlreadyReading)
                await outbox.AddAsync(session, MessageKind.AlreadyReading, known[address!.Key].Id, alreadyReading(known[address.Key].Language ?? request.Language));
        }
        await SignupRequests.MarkAsync(session, decided.Where(one => one.Outcome is not null).Select(one => (one.Request, one.Outcome!.Value)), now);
        await SignupRequests.PutOffAsync(session, decided.Where(one => one.Outcome is null).Select(one => one.Request), now + (long)MailLimits.Window.TotalMilliseconds);
    }

    // Each address is asked once in a batch, so none comes twice.
    private async Task AddUnknownAsync(Session session, IReadOnlyList<(SignupRequest Request, EmailAddress Address)> asked)
    {
        var unknown = asked.Where(one => !known.ContainsKey(one.Address.Key))
            .Select(one => new NewSubscriber(one.Address, one.Request.Name, Choices.Default with { Language = one.Request.Language }, ConfirmedAt: null))
            .ToList();
        if (unknown.Count == 0)
            return;
        await SubscriberBook.AddAsync(session, unknown, now);
        foreach (var (key, subscriber) in await SubscriberBook.FindAsync(session, unknown.ConvertAll(one => one.Address.Key)))
            known[key] = subscriber;
    }

    // Null: it is over a limit, and waits.
    private RequestOutcome? Decide(SignupRequest request, EmailAddress? address)
    {
        if (address is null)
            return RequestOutcome.NoAddress;
        if (IsRefused(request, address))
            return RequestOutcome.LeftAlone;
        var subscriber = known.GetValueOrDefault(address.Key);
        var outcome = subscriber?.Status switch
        {
            SubscriberStatus.Active => Told(address.Key, subscriber, MessageKind.AlreadyReading, RequestOutcome.AlreadyReading, RequestOutcome.ToldToday, RequestOutcome.ToldLately),
            null or SubscriberStatus.Pending => Told(address.Key, subscriber, MessageKind.Confirmation, RequestOutcome.Asked, RequestOutcome.AskedToday, RequestOutcome.AskedLately),
            // Whoever left may change their mind the same day, once.
            SubscriberStatus.Unsubscribed or SubscriberStatus.Unreachable when !request.IsImport =>
                Told(address.Key, subscriber: null, MessageKind.Confirmation, RequestOutcome.Asked, RequestOutcome.AskedToday, RequestOutcome.AskedLately),
            _ => RequestOutcome.LeftAlone,
        };
        if (outcome is not (RequestOutcome.Asked or RequestOutcome.AlreadyReading))
            return outcome;
        if (!limits.Take(request))
            return now - request.At < MailLimits.LongestWait.TotalMilliseconds ? null : RequestOutcome.OverLimit;
        past.Note(address.Key, outcome == RequestOutcome.Asked ? MessageKind.Confirmation : MessageKind.AlreadyReading);
        return outcome;
    }

    private RequestOutcome Told(string addressKey, Subscriber? subscriber, MessageKind kind, RequestOutcome tell, RequestOutcome today, RequestOutcome lately) => past.Look(addressKey, subscriber, kind) switch
    {
        Telling.Today => today,
        Telling.Lately => lately,
        _ => tell,
    };

    // Whoever was forgotten may come back by the form; a complaint stands, and an import brings nobody back.
    private bool IsRefused(SignupRequest request, EmailAddress address) =>
        suppressed.TryGetValue(address.Key, out var reason) && (request.IsImport || reason == Suppressions.Complaint);

    private async Task AskAsync(Session session, OutboxWriter outbox, SignupRequest request, Subscriber subscriber, Func<string?, VariantContent> confirmation)
    {
        if (await SubscriberBook.AskAgainAsync(session, subscriber.Id))
            await SubscriberChanges.NoteAsync(session, subscriber, request.IsAdmins ? request.Source : SubscriberChanges.Reader, now);
        await Consents.AddAsync(session, subscriber.Id, ConsentKind.Asked, new ConsentOrigin(request.Source, request.Client, request.FormText), now);
        await outbox.AddAsync(session, MessageKind.Confirmation, subscriber.Id, confirmation(request.Language ?? subscriber.Language));
    }
}
