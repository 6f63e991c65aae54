using Digest.Editions;
using Digest.Outbox;
using Digest.Storage;

namespace Digest.Jobs.Alerts.Conditions;

/// <summary>Submitting is paused, or does not run, while messages are due.</summary>
public sealed class SubmittingStands(Database database, JobBoard board, EditionClock calendar, TimeProvider clock) : IAlertCondition
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public string Name => "submitting-stands";

    public async Task<IReadOnlyList<Trouble>> FindAsync(CancellationToken cancellation)
    {
        var dueBefore = (clock.GetUtcNow() - Patience).ToMilliseconds();
        if (await database.ReadAsync(session => OverdueMessages.OldestAsync(session, dueBefore), cancellation) is not { } since)
            return [];
        var loop = (await board.StatesAsync(cancellation)).FirstOrDefault(one => one.Name == DigestTimetable.SubmittingLoop);
        return loop switch
        {
            null or { Running: true } => [],
            { Paused: true } => [new Trouble(
                Name, AlertSeverity.Serious,
                $"Submitting is paused, and messages wait since {calendar.Time(since)}.",
                "Resume it when the reason for the pause is gone.", "/admin/jobs", "Look at the jobs")],
            _ => [new Trouble(
                Name, AlertSeverity.Serious,
                $"Nothing submits messages, and some wait since {calendar.Time(since)}.",
                "See what the submitting loop said; starting the program anew takes everything up where it stopped.", "/admin/jobs", "Look at the jobs")],
        };
    }
}
