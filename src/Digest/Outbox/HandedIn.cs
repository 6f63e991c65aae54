namespace Digest.Outbox;

/// <summary>What many hand in and one takes, all at once. For one who takes.</summary>
internal sealed class HandedIn<T>
{
    private readonly Lock turn = new();
    private List<T> items = [];
    private (int Count, TaskCompletionSource Reached)? wanted;

    /// <summary>Nothing more is taken in.</summary>
    public bool IsCompleted { get; private set; }

    /// <summary>Hands one in; false when nothing more is taken in.</summary>
    public bool TryAdd(T item)
    {
        lock (turn)
        {
            if (IsCompleted)
                return false;
            items.Add(item);
            if (items.Count >= wanted?.Count)
                Reach();
            return true;
        }
    }

    public void Complete()
    {
        lock (turn)
        {
            IsCompleted = true;
            Reach();
        }
    }

    /// <summary>Returns when so many are there, when no more will come, or after a time.</summary>
    public async Task WaitForAsync(int count, TimeSpan most)
    {
        TaskCompletionSource reached;
        lock (turn)
        {
            if (items.Count >= count || IsCompleted)
                return;
            reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            wanted = (count, reached);
        }
        if (most == Timeout.InfiniteTimeSpan)
            await reached.Task;
        else
            await Task.WhenAny(reached.Task, Task.Delay(most));
    }

    /// <summary>Takes what is there.</summary>
    public IReadOnlyList<T> TakeAll()
    {
        lock (turn)
        {
            var taken = items;
            items = new List<T>(taken.Count);
            wanted = null;
            return taken;
        }
    }

    private void Reach()
    {
        wanted?.Reached.TrySetResult();
        wanted = null;
    }
}
