using Digest.Rendering;
using Digest.Storage;
using Microsoft.Extensions.Logging;

namespace Digest.Editions.Checks;

/// <summary>Asks for the links and pictures of the coming edition: as a job in the hour before it closes, or when somebody wants to know.</summary>
public sealed class CheckLinks(NextEdition next, LinkAsking asking, LinkChecks checks, SiteOptions site, TimeProvider clock, ILogger<CheckLinks> logger)
{
    /// <summary>How long somebody waits for it at a page or a command.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Before = TimeSpan.FromHours(1);
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>The job: nothing until an hour before the edition closes, then whatever would be too old at closing.</summary>
    public async Task RunAsync(CancellationToken cancellation = default)
    {
        var now = clock.GetUtcNow();
        if (now < await next.DueAtAsync(cancellation) - Before || now - await checks.LastAtAsync(cancellation) < Between)
            return;
        try
        {
            if (await next.PreviewAsync(cancellation) is not { } preview)
                return;
            var links = EditionLink.Of(preview.Composition, site);
            var known = (await checks.ReadAsync(links, cancellation)).Known;
            // An answer is good for an hour: one of half an hour ago would not last until the edition has closed.
            var old = (now - (LinkAnswers.GoodFor / 2)).ToMilliseconds();
            await AskAsync([.. links.Where(link => !known.TryGetValue(link.Url, out var answer) || answer.CheckedAt < old)], Longest, cancellation);
        }
        catch (TemplateException problem)
        {
            // Whoever looks at the coming edition is told.
            logger.LogWarning("The links of the coming edition are not asked for: {Reason}", problem.Message);
        }
    }

    /// <summary>All of an edition, now.</summary>
    /// <returns>How many were asked for, and how many there are.</returns>
    public Task<(int Asked, int All)> NowAsync(Composition composition, CancellationToken cancellation = default) => AskAsync(EditionLink.Of(composition, site), Patience, cancellation);

    private async Task<(int Asked, int All)> AskAsync(IReadOnlyList<EditionLink> links, TimeSpan atMost, CancellationToken cancellation)
    {
        if (links.Count == 0)
            return (0, 0);
        var answers = await asking.AskAsync(links, atMost, cancellation);
        if (answers.Count > 0)
            await checks.KeepAsync(answers, cancellation);
        logger.LogInformation("Of {All} links and pictures of the coming edition {Asked} were asked for; {Bad} do not answer as they should", links.Count, answers.Count, answers.Count(answer => answer.Problem is not null));
        return (answers.Count, links.Count);
    }
}
