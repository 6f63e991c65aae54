using System.Diagnostics.CodeAnalysis;

namespace Digest.Outbox;

/// <summary>Messages on their way from the claims to the connections: what readers wait for overtakes, the rest keeps its order.</summary>
internal sealed class OutboxQueue : IDisposable
{
    private readonly Lock turn = new();
    private readonly Queue<ClaimedMessage> first = [];
    private readonly Queue<ClaimedMessage> rest = [];
    private readonly SemaphoreSlim items = new(0);
    private volatile bool isCompleted;
    private (int Mark, TaskCompletionSource Reached)? low;

    /// <summary>Adds messages.</summary>
    /// <param name="messages">In their order.</param>
    /// <param name="overtake">Whether they go before all the rest.</param>
    public void Add(IReadOnlyCollection<ClaimedMessage> messages, bool overtake)
    {
        if (messages.Count == 0)
            return;
        lock (turn)
        {
            foreach (var message in messages)
                (overtake ? first : rest).Enqueue(message);
        }
        items.Release(messages.Count);
    }

    /// <summary>Completes when so few of the rest are left; for one caller at a time.</summary>
    public Task WhenLowAsync(int mark, CancellationToken cancellation)
    {
        lock (turn)
        {
            if (rest.Count <= mark)
                return Task.CompletedTask;
            low = (mark, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            return low.Value.Reached.Task.WaitAsync(cancellation);
        }
    }

    /// <summary>Nothing more will be added.</summary>
    /// <returns>What nobody will take any more.</returns>
    public IReadOnlyCollection<ClaimedMessage> Complete()
    {
        lock (turn)
        {
            ClaimedMessage[] left = [.. first, .. rest];
            first.Clear();
            rest.Clear();
            isCompleted = true;
            items.Release();
            return left;
        }
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

    private ClaimedMessage? Dequeue()
    {
        lock (turn)
        {
            if (first.TryDequeue(out var message))
                return message;
            if (rest.TryDequeue(out message))
            {
                if (low is { } wanted && rest.Count <= wanted.Mark)
                {
                    wanted.Reached.TrySetResult();
                    low = null;
                }
                return message;
            }
        }
        // Only the end is told without a message: the others hear of it too.
        if (isCompleted)
            items.Release();
        return null;
    }

    public void Dispose() => items.Dispose();
}
