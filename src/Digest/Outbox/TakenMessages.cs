using Digest.Mail;

namespace Digest.Outbox;

/// <summary>What one connection has taken from the queue and not yet begun, in its order; it is built meanwhile.</summary>
internal sealed class TakenMessages(OutboxQueue queue, MessageBuilders builders)
{
    private readonly Queue<TakenMessage> taken = [];
    private readonly Stack<MessageBuffer> spare = [];

    public int Count => taken.Count;

    /// <summary>The next one.</summary>
    public TakenMessage First => taken.Peek();

    /// <summary>Takes one more, where one is at hand.</summary>
    /// <param name="abandon">Ends the building.</param>
    public bool TryTake(CancellationToken abandon)
    {
        if (!queue.TryTake(out var message))
            return false;
        Add(message, abandon);
        return true;
    }

    /// <summary>Takes one more, waited for.</summary>
    /// <param name="patience">For how long.</param>
    /// <param name="abandon">Ends the wait and the building.</param>
    /// <returns>Whether there is one, and whether none will come any more.</returns>
    public async Task<(bool IsThere, bool IsCompleted)> TakeAsync(TimeSpan patience, CancellationToken abandon)
    {
        var (message, isCompleted) = await queue.TakeAsync(patience, abandon);
        if (message is not null)
            Add(message, abandon);
        return (message is not null, isCompleted);
    }

    /// <summary>The next one is begun, or given up.</summary>
    public void RemoveFirst() => taken.Dequeue();

    /// <summary>Nobody reads its bytes any more.</summary>
    public void UseAgain(TakenMessage message)
    {
        if (message.Building.IsCompleted)
            spare.Push(message.Bytes);
    }

    private void Add(ClaimedMessage message, CancellationToken abandon)
    {
        var bytes = spare.TryPop(out var used) ? used : new MessageBuffer();
        taken.Enqueue(new TakenMessage(message, bytes, builders.BuildAsync(message, bytes, abandon)));
    }
}
