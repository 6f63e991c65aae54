using System.Diagnostics.CodeAnalysis;

namespace Digest.Signup;

/// <summary>
/// How often each client has asked this process for a link within the last hour, whether or not an address was known: no oftener
/// than <see cref="SignupOptions.MailsPerClientPerHour"/>. What has come of it is never looked at, so that the limit tells nothing.
/// </summary>
public sealed class LinkLimit(SignupOptions options, TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Queue<DateTimeOffset>> asked = new(StringComparer.Ordinal);

    /// <summary>So many clients are remembered; beyond, the one that began to ask first is forgotten.</summary>
    internal const int MostClients = 10_000;

    /// <summary>Whether a client may ask now; then it is counted.</summary>
    /// <param name="client">Its network address; null: unknown.</param>
    /// <param name="wait">How long it must wait, when this returns false.</param>
    public bool TryTake(string? client, [NotNullWhen(false)] out TimeSpan? wait)
    {
        wait = null;
        var network = ClientNetwork.Of(client);
        if (!ClientNetwork.IsOneClient(network))
            return true;
        var now = clock.GetUtcNow();
        lock (gate)
        {
            var times = Of(network);
            while (times.TryPeek(out var first) && now - first >= Window)
                times.Dequeue();
            if (times.Count >= options.MailsPerClientPerHour)
                wait = times.Peek() + Window - now;
            else
                times.Enqueue(now);
            return wait is null;
        }
    }

    private Queue<DateTimeOffset> Of(string network)
    {
        if (asked.TryGetValue(network, out var times))
            return times;
        if (asked.Count >= MostClients)
            asked.Remove(asked.MinBy(one => one.Value.Peek()).Key);
        return asked[network] = new Queue<DateTimeOffset>();
    }
}
