using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Digest.Jobs;

/// <summary>Says every few seconds that this process is there, and at the end that it is not.</summary>
internal sealed class Heartbeat(Machines machines, TimeProvider clock, ILogger<Heartbeat> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await machines.BeatAsync(stoppingToken);
                await Task.Delay(Machines.Beat, clock, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception problem)
            {
                logger.LogWarning(problem, "The list of machines could not be written");
                await Task.Delay(Machines.Beat, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await machines.EndAsync();
        }
        catch (Exception problem)
        {
            logger.LogWarning(problem, "The list of machines could not be written");
        }
    }
}
