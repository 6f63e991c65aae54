using System.ComponentModel.DataAnnotations;

namespace Digest.Signup;

/// <summary>What strangers may cause with sign-ups (settings section <c>Signup</c>).</summary>
public sealed class SignupOptions
{
    /// <summary>
    /// Messages that the sign-ups of one network address may cause in an hour: of one IPv4 address or one IPv6 /64. Requests beyond
    /// wait for up to a day. As often it may ask, at one process, for the lost link to the preferences of a reader. 1 to 100000.
    /// Default: 30, as an office may share an address. Loopback has no such limit: it is this machine, or
    /// a proxy that <c>Web:TrustedProxies</c> does not name, behind which all readers look alike.
    /// </summary>
    [Range(1, 100_000)]
    public int MailsPerClientPerHour { get; set; } = 30;

    /// <summary>
    /// Messages to one mail domain that sign-ups may cause in an hour. Requests beyond wait for up to a day. 1 to 100000. Default: 500. The
    /// large providers (<see cref="MailProviders"/>) have no such limit, only the one over all.
    /// </summary>
    [Range(1, 100_000)]
    public int MailsPerDomainPerHour { get; set; } = 500;

    /// <summary>Messages that sign-ups may cause in an hour, over all. Requests beyond wait for up to a day. 1 to 1000000. Default: 10000.</summary>
    [Range(1, 1_000_000)]
    public int MailsPerHour { get; set; } = 10_000;

    /// <summary>
    /// Filled-in forms in a minute, at one process, above which sign-ups are asked for work, or for patience where no script runs. 1 to
    /// 1000000. Default: 9000: two cores take more than that, and the limits on mail hold in any case.
    /// </summary>
    [Range(1, 1_000_000)]
    public int WorkAbovePerMinute { get; set; } = 9_000;

    /// <summary>How much work: zero bits that SHA-256 must show. Each more doubles it. 8 to 24. Default: 16, a fraction of a second on a phone.</summary>
    [Range(8, 24)]
    public int WorkBits { get; set; } = 16;

    /// <summary>Seconds of patience that stand for the work where no script runs, 5 to 600. Default: 30.</summary>
    [Range(5, 600)]
    public int PlainWaitSeconds { get; set; } = 30;

    /// <summary>
    /// A file with mail domains from which nobody may sign up, such as those of mailboxes for ten minutes: one a line, those below them
    /// included, # begins a comment. Read at start. Empty (the default): none is blocked.
    /// </summary>
    public string BlockedDomainsFile { get; set; } = "";

    /// <summary>
    /// Whether addresses are refused whose domain takes no mail, as DNS says (<c>Net:DnsServers</c>). Default: true. Where no DNS server
    /// answers nobody is refused.
    /// </summary>
    public bool CheckDomains { get; set; } = true;

    internal TimeSpan PlainWait => TimeSpan.FromSeconds(PlainWaitSeconds);
}
