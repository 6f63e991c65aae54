namespace Digest.Outbox;

/// <summary>What many hand in and one thread takes, all at once.</summary>
internal sealed class HandedIn<T>
{
    private readonly object turn = new();
    private List<T> items = [];
    // How many the thread that sleeps is waiting for, and whether it also wakes when somebody waits for it.
    private int wanted = int.MaxValue;
    private bool heedsHaste;
    private bool isAwaited;

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
            if (items.Count >= wanted)
                Monitor.Pulse(turn);
            return true;
        }
    }

    /// <summary>Says that somebody cannot go on until what was handed in is taken.</summary>
    public void Hurry()
    {
        lock (turn)
        {
            isAwaited = true;
            if (heedsHaste)
                Monitor.Pulse(turn);
        }
    }

    public void Complete()
    {
        lock (turn)
        {
            IsCompleted = true;
            Monitor.Pulse(turn);
        }
    }

    /// <summary>Returns when so many are there, when no more will come, or after a time.</summary>
    /// <param name="count">How many.</param>
    /// <param name="most">At most so long.</param>
    /// <param name="orAwaited">Whether it also returns when somebody is in a hurry.</param>
    public void WaitFor(int count, TimeSpan most, bool orAwaited = false)
    {
        lock (turn)
        {
            (wanted, heedsHaste) = (count, orAwaited);
            if (items.Count < count && !IsCompleted && !(orAwaited && isAwaited))
                Monitor.Wait(turn, most);
            (wanted, heedsHaste) = (int.MaxValue, false);
        }
    }

    /// <summary>Takes what is there.</summary>
    public IReadOnlyList<T> TakeAll()
    {
        lock (turn)
        {
            var taken = items;
            items = new List<T>(taken.Count);
            isAwaited = false;
            return taken;
        }
    }
}
