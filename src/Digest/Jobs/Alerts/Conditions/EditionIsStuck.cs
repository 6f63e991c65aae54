using Digest.Editions;
using Digest.Outbox;
using Digest.Storage;

namespace Digest.Jobs.Alerts.Conditions;

/// <summary>An edition that is prepared and does not come to its end: messages are due for an hour, and the server is not even asked.</summary>
public sealed class EditionIsStuck(Database database, EditionClock calendar, TimeProvider clock) : IAlertCondition
{
    private static readonly TimeSpan Due = TimeSpan.FromHours(1);

    /// <summary>While answers come in, an edition is slow and not stuck.</summary>
    private static readonly TimeSpan NoAnswer = TimeSpan.FromMinutes(15);

    public string Name => "edition-stuck";

    public Task<IReadOnlyList<Trouble>> FindAsync(CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<Trouble>>(async session =>
    {
        var now = clock.GetUtcNow();
        if (await LatestAnswers.LastAtAsync(session) is { } last && now - last.ToTime() < NoAnswer)
            return [];
        return [.. (await OverdueMessages.ByEditionAsync(session, (now - Due).ToMilliseconds())).Select(Of)];
    }, cancellation);

    private Trouble Of(OverdueMessages overdue) => new(
        $"{Name}:{overdue.EditionId}", AlertSeverity.Serious,
        $"Edition {overdue.EditionId} is prepared and not finished: {Said.Count(overdue.Messages, "message")} wait since {calendar.Time(overdue.DueAt)}, and nothing is being submitted.",
        "See whether submitting is paused or failing; starting the program anew takes it up where it stopped.", "/admin/jobs", "Look at the jobs");
}
