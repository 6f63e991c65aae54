using System.Text;
using Digest.Net.Robots;

namespace Digest.Stories.Pages;

/// <summary>A row of <c>page_hosts</c>: how a host that stories lie on is to be asked.</summary>
internal sealed record PageHost
{
    public const string Columns = "host, next_at, robots, robots_at, front_at, unreachable_since, failures";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan GoodFor = TimeSpan.FromHours(24);
    private static readonly TimeSpan FirstWait = TimeSpan.FromMinutes(15);

    /// <summary>A robots.txt that could not be had for so long is as good as none (RFC 9309 §2.3.1.4).</summary>
    private static readonly TimeSpan GivenUpAfter = TimeSpan.FromDays(30);

    public string Host { get; init; } = "";

    public long NextAt { get; init; }

    public string? Robots { get; init; }

    public long? RobotsAt { get; init; }

    public long? FrontAt { get; init; }

    public long? UnreachableSince { get; init; }

    public int Failures { get; init; }

    /// <summary>The host of an address: its scheme, name and port.</summary>
    public static string Of(Uri address) => address.GetLeftPart(UriPartial.Authority).ToLowerInvariant();

    public RobotsRules Rules => Robots is null ? RobotsRules.AllowAll : RobotsTxt.Read(Encoding.UTF8.GetBytes(Robots), RobotsFetch.Product);

    /// <summary>How long it is left in peace between two requests: what it asks for, within reason.</summary>
    public TimeSpan Rest => Rules.CrawlDelay is { } asked && asked > Pause ? (asked < LongestPause ? asked : LongestPause) : Pause;

    /// <summary>Whether its robots.txt is known well enough (RFC 9309 §2.4).</summary>
    public bool IsKnown(DateTimeOffset now) => RobotsAt >= (now - GoodFor).ToUnixTimeMilliseconds() && (UnreachableSince is null ? Robots is not null : IsGivenUp(now));

    /// <summary>Whether what its front page says to those who share it is known well enough.</summary>
    public bool IsFrontKnown(DateTimeOffset now) => FrontAt >= (now - GoodFor).ToUnixTimeMilliseconds();

    /// <summary>The host after its robots.txt was asked for, and whether its stories may be.</summary>
    public (PageHost Host, bool MayAsk, TimeSpan Wait) After(RobotsAnswer answer, DateTimeOffset now)
    {
        if (answer.Rules is { } rules)
            return (this with { Robots = rules.ToString(), RobotsAt = now.ToUnixTimeMilliseconds(), UnreachableSince = null, Failures = 0 }, true, TimeSpan.Zero);
        var since = UnreachableSince ?? now.ToUnixTimeMilliseconds();
        var host = this with { UnreachableSince = since, Failures = Failures + 1, RobotsAt = now.ToUnixTimeMilliseconds() };
        if (host.IsGivenUp(now))
            return (host, true, TimeSpan.Zero);
        var doubled = FirstWait * Math.Pow(2, Math.Min(Failures, 10));
        var wait = doubled < GoodFor ? doubled : GoodFor;
        return (host, false, answer.After > wait ? (answer.After < GoodFor * 7 ? answer.After.Value : GoodFor * 7) : wait);
    }

    private bool IsGivenUp(DateTimeOffset now) => UnreachableSince <= (now - GivenUpAfter).ToUnixTimeMilliseconds();
}
