using Digest.Storage;

namespace Digest.Signup;

/// <summary>How much mail the sign-ups of the last hour have caused, and who may cause more: by network, by mail domain and over all.</summary>
internal sealed class MailLimits
{
    /// <summary>For so long counts what was caused, and for so long is put off what would be too much.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(1);

    /// <summary>What is too much for so long is given up: whoever wants to read has asked again by then.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private const string Mailed = "network IS NOT NULL AND outcome IN ('Asked', 'AlreadyReading') AND handled_at > @since";

    private readonly SignupOptions options;
    private readonly Dictionary<string, long> networks;
    private readonly Dictionary<string, long> domains;
    private long all;

    private MailLimits(SignupOptions options, Dictionary<string, long> networks, Dictionary<string, long> domains, long all)
    {
        this.options = options;
        this.networks = networks;
        this.domains = domains;
        this.all = all;
    }

    public static async Task<MailLimits> ReadAsync(Session session, SignupOptions options, IReadOnlyList<SignupRequest> requests, long now)
    {
        var since = now - (long)Window.TotalMilliseconds;
        var limited = requests.Where(request => request.Network is not null).ToList();
        if (limited.Count == 0)
            return new MailLimits(options, [], [], all: 0);
        return new MailLimits(
            options,
            await CountAsync(session, "network", [.. limited.Select(request => request.Network!).Distinct(StringComparer.Ordinal)], since),
            await CountAsync(session, "domain", [.. limited.Select(request => request.Domain ?? "").Distinct(StringComparer.Ordinal)], since),
            await session.ScalarAsync<long>($"SELECT COUNT(*) FROM signup_requests WHERE {Mailed}", new { since }));
    }

    /// <summary>Whether a request may cause a message now; then it is counted.</summary>
    public bool Take(SignupRequest request)
    {
        // Imports and admins are no strangers.
        if (request.Network is not { } network)
            return true;
        var domain = request.Domain ?? "";
        if (all >= options.MailsPerHour
            || (ClientNetwork.IsOneClient(network) && networks.GetValueOrDefault(network) >= options.MailsPerClientPerHour)
            || (!MailProviders.Large.Contains(domain) && domains.GetValueOrDefault(domain) >= options.MailsPerDomainPerHour))
            return false;
        all++;
        networks[network] = networks.GetValueOrDefault(network) + 1;
        domains[domain] = domains.GetValueOrDefault(domain) + 1;
        return true;
    }

    private static async Task<Dictionary<string, long>> CountAsync(Session session, string column, List<string> names, long since) =>
        (await session.QueryAsync<Counted>($"SELECT {column} AS name, COUNT(*) AS mails FROM signup_requests WHERE {Mailed} AND {column} IN @names GROUP BY {column}", new { names, since }))
            .ToDictionary(one => one.Name, one => one.Mails, StringComparer.Ordinal);

    private sealed record Counted
    {
        public string Name { get; init; } = "";

        public long Mails { get; init; }
    }
}
