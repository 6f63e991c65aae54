namespace Digest.Web.Settings;

/// <summary>Lets count what another process has changed, and fetches the icon that the settings name, within seconds.</summary>
internal sealed class SettingsWatch(LiveSettings settings, SiteIcon icon, TimeProvider clock, ILogger<SettingsWatch> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await LookAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The site is stopping.
        }
    }

    private async Task LookAsync(CancellationToken stopping)
    {
        try
        {
            await settings.RefreshAsync(always: false, stopping);
            await icon.EnsureAsync(stopping);
        }
        catch (Exception problem) when (!stopping.IsCancellationRequested)
        {
            log.LogError(problem, "The settings could not be read; those that were read last hold");
        }
    }
}
