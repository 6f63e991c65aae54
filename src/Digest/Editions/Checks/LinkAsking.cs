using System.Collections.Concurrent;
using System.Globalization;
using Digest.Net;
using Digest.Storage;
using Digest.Stories.Pages;

namespace Digest.Editions.Checks;

/// <summary>
/// Asks for addresses: one question at a time to a host, hosts side by side, all within a time. A host that is not there is not
/// asked for the rest of its addresses.
/// </summary>
public sealed class LinkAsking(GuardedClient client, SiteOptions site, TimeProvider clock)
{
    private const int HostsAtOnce = 8;
    private const int UnreachableInARow = 2;
    private const long HeaviestPicture = 2_000_000;
    private static readonly TimeSpan EachAtMost = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    // These say that a program is not welcome, or that a reader has to sign in: the page is there.
    private static readonly HashSet<int> There = [401, 402, 403, 405, 406, 407, 416, 429, 451, 999];

    /// <summary>Asks for each.</summary>
    /// <param name="links">The addresses.</param>
    /// <param name="atMost">After which the rest is left unasked.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>What was found, without those that there was no time for.</returns>
    public async Task<IReadOnlyCollection<LinkAnswer>> AskAsync(IReadOnlyList<EditionLink> links, TimeSpan atMost, CancellationToken cancellation = default)
    {
        using var time = new CancellationTokenSource(atMost, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellation);
        var answers = new ConcurrentQueue<LinkAnswer>();
        try
        {
            await Parallel.ForEachAsync(
                links.GroupBy(link => link.Address.Authority, StringComparer.OrdinalIgnoreCase),
                new ParallelOptions { MaxDegreeOfParallelism = HostsAtOnce, CancellationToken = either.Token },
                async (host, stop) => await AskHostAsync([.. host], answers, stop));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // What was found until then counts.
        }
        return answers;
    }

    private async Task AskHostAsync(IReadOnlyList<EditionLink> links, ConcurrentQueue<LinkAnswer> answers, CancellationToken stop)
    {
        var (unreachable, last) = (0, (string?)null);
        for (var at = 0; at < links.Count; at++)
        {
            if (unreachable >= UnreachableInARow)
            {
                answers.Enqueue(Answer(links[at], 0, last));
                continue;
            }
            if (at > 0)
                await Task.Delay(Pause, clock, stop);
            var answer = await AskAsync(links[at], stop);
            answers.Enqueue(answer);
            (unreachable, last) = answer is { Status: 0, Problem: not null } ? (unreachable + 1, answer.Problem) : (0, null);
        }
    }

    private async Task<LinkAnswer> AskAsync(EditionLink link, CancellationToken stop)
    {
        var isOwn = IsOwn(link.Address);
        if (!isOwn && ReservedNames.Contain(link.Address))
            return Answer(link, 0, "no host has a name of that kind");
        var result = await client.ProbeAsync(link.Address, link.IsPicture ? "image/*, */*;q=0.5" : "text/html, */*;q=0.5", EachAtMost, stop);
        var problem = Problem(link, result);
        // This program knows better than a network that may not lead back to it whether it is there; what it answers counts.
        return Answer(link, result.Status, isOwn && result.Status == 0 ? null : problem);
    }

    private static string? Problem(EditionLink link, ProbeResult result) => result switch
    {
        { Refusal: ProbeRefusal.PrivateAddress } => "it lies at a private address, which readers do not reach",
        { Refusal: ProbeRefusal.Rules } => null,
        { Why: { } why } => There.Contains(result.Status) ? null : why,
        { ContentType: { } type } when link.IsPicture && !type.StartsWith("image/", StringComparison.OrdinalIgnoreCase) && type != "application/octet-stream" => $"it is no picture but {type}",
        { Length: > HeaviestPicture } when link.IsPicture => string.Create(CultureInfo.InvariantCulture, $"it weighs {result.Length / 1e6:0.0} MB, and readers on phones wait for it"),
        _ => null,
    };

    private bool IsOwn(Uri address) => Uri.TryCreate(site.Url, UriKind.Absolute, out var own) && own.Authority.Equals(address.Authority, StringComparison.OrdinalIgnoreCase);

    private LinkAnswer Answer(EditionLink link, int status, string? problem) => new() { Url = link.Url, CheckedAt = clock.Milliseconds(), Status = status, Problem = problem };
}
