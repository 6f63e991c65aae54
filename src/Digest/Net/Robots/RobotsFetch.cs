namespace Digest.Net.Robots;

/// <summary>Fetches a host's robots.txt and says what follows from the answer (RFC 9309 §2.3.1).</summary>
public sealed class RobotsFetch(GuardedClient client)
{
    /// <summary>By which name rules may speak to us.</summary>
    public const string Product = "Digest";

    private const int MaxBytes = 10 * 1024 * 1024;
    private static readonly FetchTerms Terms = new("text/plain, */*;q=0.5", MaxBytes, TimeSpan.FromSeconds(10));

    /// <summary>Asks the host of an address.</summary>
    public async Task<RobotsAnswer> GetAsync(Uri address, CancellationToken cancellation = default) =>
        await client.GetAsync(new Uri(address, "/robots.txt"), Terms, cancellation) switch
        {
            FetchResult.Fetched fetched => new RobotsAnswer(RobotsTxt.Read(fetched.Bytes, Product), Problem: null),
            FetchResult.Gone or FetchResult.Failed { Status: >= 400 and < 500 and not 429 } or FetchResult.RetryLater { Status: >= 400 and < 500 and not 429 } => new RobotsAnswer(RobotsRules.AllowAll, Problem: null),
            // More redirects than are followed: as good as no file.
            FetchResult.Refused { Why: var why } when why.Contains("redirects more than", StringComparison.Ordinal) => new RobotsAnswer(RobotsRules.AllowAll, Problem: null),
            FetchResult.RetryLater later => new RobotsAnswer(Rules: null, later.Why, later.After),
            FetchResult.Failed failed => new RobotsAnswer(Rules: null, failed.Why),
            FetchResult.Refused refused => new RobotsAnswer(Rules: null, refused.Why),
            var other => throw new InvalidOperationException($"Nobody handles {other.GetType().Name}."),
        };
}

/// <summary>What a host answered.</summary>
/// <param name="Rules">What holds; null: the host cannot be asked, so that nothing of it may be fetched.</param>
/// <param name="Problem">Why it cannot be asked.</param>
/// <param name="After">When it wants to be asked again, if it says so.</param>
public sealed record RobotsAnswer(RobotsRules? Rules, string? Problem, TimeSpan? After = null);
