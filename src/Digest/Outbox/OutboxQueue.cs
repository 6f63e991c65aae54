using System.Diagnostics.CodeAnalysis;

namespace Digest.Outbox;

/// <summary>Messages on their way from the claims to the connections: what readers wait for overtakes, the rest keeps its order.</summary>
/// <param name="capacity">How many of the rest may wait here.</param>
internal sealed class OutboxQueue(int capacity) : IDisposable
{
    private readonly Lock turn = new();
    private readonly Queue<ClaimedMessage> first = [];
    private readonly Queue<ClaimedMessage> rest = [];
    private readonly SemaphoreSlim items = new(0);
    private readonly SemaphoreSlim room = new(capacity);
    private volatile bool isCompleted;

    /// <summary>Adds what overtakes all the rest.</summary>
    public void AddFirst(ClaimedMessage message) => Enqueue(first, message);

    /// <summary>Adds a message when there is room.</summary>
    public async ValueTask AddAsync(ClaimedMessage message, CancellationToken cancellation)
    {
        await room.WaitAsync(cancellation);
        Enqueue(rest, message);
    }

    /// <summary>Nothing more will be added.</summary>
    public void Complete()
    {
        isCompleted = true;
        items.Release();
    }

    /// <summary>Takes the next message, when there is one.</summary>
    public bool TryTake([NotNullWhen(true)] out ClaimedMessage? message)
    {
        message = items.Wait(0) ? Dequeue() : null;
        return message is not null;
    }

    /// <summary>Takes the next message; null: none came in time, or none will come any more.</summary>
    public async Task<(ClaimedMessage? Message, bool IsCompleted)> TakeAsync(TimeSpan patience, CancellationToken cancellation)
    {
        if (!await items.WaitAsync(patience, cancellation))
            return (null, false);
        var message = Dequeue();
        return (message, message is null);
    }

    private void Enqueue(Queue<ClaimedMessage> queue, ClaimedMessage message)
    {
        lock (turn)
            queue.Enqueue(message);
        items.Release();
    }

    private ClaimedMessage? Dequeue()
    {
        lock (turn)
        {
            if (first.TryDequeue(out var message))
                return message;
            if (rest.TryDequeue(out message))
            {
                room.Release();
                return message;
            }
        }
        // Only the end is told without a message: the others hear of it too.
        if (isCompleted)
            items.Release();
        return null;
    }

    public void Dispose()
    {
        items.Dispose();
        room.Dispose();
    }
}
