using Digest.Mail;

namespace Digest.Outbox;

/// <summary>
/// Spreads the messages to domains that take only so many in a time (<see cref="SmtpOptions.DomainLimits"/>). Whose turn it is not
/// is put off to a turn of its own, so that it holds up nobody of another domain. Counted in this process.
/// </summary>
internal sealed class DomainPace(SmtpOptions options, TimeProvider clock)
{
    // Turns that come within it are taken at once: small bursts do no harm, and writing each down for it would.
    private static readonly TimeSpan Burst = TimeSpan.FromSeconds(1);
    private readonly Lock turn = new();
    private readonly Dictionary<string, (DateTimeOffset Next, DateTimeOffset Tail)> domains = new(StringComparer.OrdinalIgnoreCase);
    private (string List, IReadOnlyDictionary<string, double> PerSecond) limits = ("", DomainLimits.Read(""));

    /// <summary>When the message may begin; null: now.</summary>
    /// <param name="message">Taken.</param>
    public DateTimeOffset? LaterTurn(ClaimedMessage message)
    {
        lock (turn)
        {
            var domain = message.Address[(message.Address.LastIndexOf('@') + 1)..];
            if (!Limits().TryGetValue(domain, out var perSecond))
                return null;
            var (now, interval) = (clock.GetUtcNow(), TimeSpan.FromSeconds(1 / perSecond));
            var (next, tail) = domains.GetValueOrDefault(domain);
            next = next > now ? next : now;
            // A reader who waits for a message is not kept waiting for digests; only the count goes on.
            if (next - now < Burst || message.Kind is not MessageKind.Digest)
            {
                domains[domain] = (next + interval, tail);
                return null;
            }
            tail = tail + interval > next ? tail + interval : next;
            domains[domain] = (next, tail);
            return tail;
        }
    }

    private IReadOnlyDictionary<string, double> Limits()
    {
        if (limits.List != options.DomainLimits)
            limits = (options.DomainLimits, DomainLimits.Read(options.DomainLimits));
        return limits.PerSecond;
    }
}
