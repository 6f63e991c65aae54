using Digest.Stories;
using Digest.Stories.Discovery;
using Digest.Web.Settings;

namespace Digest.Web.Pages.Admin.Steps;

/// <summary>Fetches what a digest needs as soon as the site is known: its icon and the stories of its feeds.</summary>
internal sealed class FirstReading(SiteOptions site, SiteIcon icon, ImportStories import)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Fetches both.</summary>
    /// <returns>What reading the feeds could not do. What takes too long is read by the job.</returns>
    public async Task<IReadOnlyList<string>> ReadAsync(DiscoveredSite? found, CancellationToken cancellation)
    {
        if (found?.Icon is { } picture && picture.Url == site.Icon)
            await icon.KeepAsync(picture.Url, picture, problem: null, cancellation);
        else
            await icon.EnsureAsync(cancellation);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            var report = await import.PollAllAsync(patience.Token);
            return [.. report.Failures.Select(failure => $"{failure.Url}: {failure.Problem}")];
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return ["Reading takes longer than usual; it goes on by itself. Look again in a minute."];
        }
    }
}
