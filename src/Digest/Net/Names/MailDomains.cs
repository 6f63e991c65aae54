using System.Collections.Concurrent;

namespace Digest.Net.Names;

/// <summary>
/// Whether a domain takes mail, as far as DNS knows (RFC 5321 §5.1, RFC 7505). It says "unknown" on any trouble, keeps nobody waiting
/// for longer than two seconds, and where no resolver answers it asks none for a while.
/// </summary>
public sealed class MailDomains
{
    private const int MostKept = 10_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan GoodFor = TimeSpan.FromHours(1);
    private static readonly TimeSpan DoubtfulFor = TimeSpan.FromMinutes(1);

    // RFC 6761 and RFC 2606: kept for examples, tests and this machine; nothing is to be asked about them.
    private static readonly string[] Special = ["test", "example", "invalid", "localhost", "local", "onion", "example.com", "example.net", "example.org"];

    private readonly ConcurrentDictionary<string, (Task<MailDomain> Answer, DateTimeOffset Until)> kept = new(StringComparer.Ordinal);
    private readonly DnsClient client;
    private readonly TimeProvider clock;
    private long silentUntil = DateTimeOffset.MinValue.Ticks;

    public MailDomains(NetOptions options, TimeProvider clock)
        : this(new DnsClient(DnsServers.Of(options)), clock)
    {
    }

    internal MailDomains(DnsClient client, TimeProvider clock)
    {
        this.client = client;
        this.clock = clock;
    }

    /// <summary>Looks a domain up.</summary>
    /// <param name="domain">In lower case, as A-labels.</param>
    public Task<MailDomain> LookAsync(string domain)
    {
        if (Array.Exists(Special, name => domain == name || domain.EndsWith("." + name, StringComparison.Ordinal)))
            return Task.FromResult(MailDomain.Unknown);
        var now = clock.GetUtcNow();
        if (kept.TryGetValue(domain, out var known) && now < known.Until)
            return known.Answer;
        if (now.UtcTicks < Interlocked.Read(ref silentUntil))
            return Task.FromResult(MailDomain.Unknown);
        if (kept.Count >= MostKept)
            kept.Clear();
        // Whoever asks meanwhile waits for the same answer.
        var answer = AskAsync(domain);
        kept[domain] = (answer, now + DoubtfulFor);
        return answer;
    }

    private async Task<MailDomain> AskAsync(string domain)
    {
        using var limit = new CancellationTokenSource(Patience);
        var found = await FindAsync(domain, limit.Token);
        if (found == MailDomain.TakesMail)
            kept[domain] = (Task.FromResult(found), clock.GetUtcNow() + GoodFor);
        return found;
    }

    private async Task<MailDomain> FindAsync(string domain, CancellationToken cancellation)
    {
        if (await client.AskAsync(domain, DnsType.Mx, cancellation) is not { } mail)
        {
            Interlocked.Exchange(ref silentUntil, (clock.GetUtcNow() + DoubtfulFor).UtcTicks);
            return MailDomain.Unknown;
        }
        if (mail.Code == DnsReply.NoSuchName)
            return MailDomain.TakesNone;
        var servers = mail.Answers.Where(record => record.Type == DnsType.Mx).ToList();
        if (servers.Count > 0)
            return servers.Exists(server => server.Exchange.Length > 0) ? MailDomain.TakesMail : MailDomain.TakesNone;
        foreach (var type in new[] { DnsType.A, DnsType.Aaaa })
        {
            if (await client.AskAsync(domain, type, cancellation) is not { } host)
                return MailDomain.Unknown;
            if (host.Answers.Any(record => record.Type == type))
                return MailDomain.TakesMail;
        }
        return MailDomain.TakesNone;
    }
}

/// <summary>Whether a domain takes mail.</summary>
public enum MailDomain
{
    Unknown,
    TakesMail,

    /// <summary>It does not exist, has no host that could take mail, or says that it takes none.</summary>
    TakesNone,
}
