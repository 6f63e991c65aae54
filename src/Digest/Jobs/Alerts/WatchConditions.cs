using System.Data.Common;
using Microsoft.Extensions.Logging;

namespace Digest.Jobs.Alerts;

/// <summary>
/// The job that looks each minute whether anything keeps readers from getting what they should, writes that into rows, which
/// every process shows, and tells those who run the site.
/// </summary>
public sealed class WatchConditions(
    IEnumerable<IAlertCondition> conditions, WorkerPulse pulse, AlertBook alerts, Notices notices, BrokenDatabase broken, ILogger<WatchConditions> logger)
{
    public async Task RunAsync(CancellationToken cancellation = default)
    {
        try
        {
            await pulse.BeatAsync(cancellation);
            broken.Mended();
        }
        catch (Exception problem) when (problem is DbException or IOException or UnauthorizedAccessException)
        {
            // Nothing can be written, so this is told from memory.
            if (broken.Report(problem.Message) is { } alert && await notices.SendUnrecordedAsync(alert, cancellation))
                broken.Told();
            throw;
        }
        var (troubles, unknown) = await LookAsync(cancellation);
        await alerts.RecordAsync(troubles, [.. unknown.Keys], cancellation);
        await notices.SendDueAsync(cancellation);
        if (unknown.Count > 0)
            throw new AggregateException($"Not everything could be looked at: {string.Join(", ", unknown.Keys)}", unknown.Values);
    }

    /// <summary>A condition that cannot be asked keeps no other from being asked.</summary>
    private async Task<(List<Trouble> Troubles, Dictionary<string, Exception> Unknown)> LookAsync(CancellationToken cancellation)
    {
        var troubles = new List<Trouble>();
        var unknown = new Dictionary<string, Exception>(StringComparer.Ordinal);
        foreach (var condition in conditions)
        {
            try
            {
                troubles.AddRange(await condition.FindAsync(cancellation));
            }
            catch (Exception problem) when (!cancellation.IsCancellationRequested)
            {
                unknown[condition.Name] = problem;
                logger.LogWarning("The condition {Condition} could not be looked at: {Problem}", condition.Name, problem.GetType().Name);
            }
        }
        return (troubles, unknown);
    }
}
