using Digest.Editions;
using Digest.Storage;

namespace Digest.Jobs.Alerts.Conditions;

/// <summary>A standstill over the time at which an edition was due, told when something runs again.</summary>
public sealed class NothingRan(Database database, EditionClock calendar, TimeProvider clock) : IAlertCondition
{
    private const int DaysLookedAt = 14;

    /// <summary>What catches up after a standstill has done so by then.</summary>
    private static readonly TimeSpan CatchingUp = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan News = TimeSpan.FromHours(12);

    public string Name => "standstill";

    public Task<IReadOnlyList<Trouble>> FindAsync(CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<Trouble>>(async session =>
    {
        var now = clock.GetUtcNow();
        var troubles = new List<Trouble>();
        foreach (var standstill in await session.QueryAsync<Standstill>(
            "SELECT id, began_at, ended_at FROM standstills WHERE ended_at > @from AND ended_at <= @to ORDER BY id",
            new { from = (now - News).ToMilliseconds(), to = (now - CatchingUp).ToMilliseconds() }))
        {
            if (await WhatBecameAsync(session, standstill) is { Length: > 0 } became)
                troubles.Add(Of(standstill, became));
        }
        return troubles;
    }, cancellation);

    private Trouble Of(Standstill standstill, string became) => new(
        $"{Name}:{standstill.Id}", AlertSeverity.Warning,
        $"Nothing ran from {calendar.Time(standstill.BeganAt)} to {calendar.Time(standstill.EndedAt)}. {became}",
        "See why the program did not run: a machine that sleeps, or a service that is not started with it.", "/admin/editions", "Look at the editions")
    { Once = true };

    /// <summary>What became of the editions that fell due meanwhile; empty: none did.</summary>
    private async Task<string> WhatBecameAsync(Session session, Standstill standstill)
    {
        var sentences = new List<string>();
        var first = calendar.LatestDay(standstill.BeganAt.ToTime()).AddDays(1);
        var last = calendar.LatestDay(standstill.EndedAt.ToTime());
        if (last.DayNumber - first.DayNumber > DaysLookedAt)
            first = last.AddDays(-DaysLookedAt);
        var missed = new List<DateOnly>();
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            if (await EditionRows.OfDayAsync(session, day) is not { State: not EditionState.Skipped } edition)
                missed.Add(day);
            else if (edition.State is EditionState.Held)
                sentences.Add($"The edition of {Said.Day(day)} is late and waits for somebody.");
            else
                sentences.Add($"The edition of {Said.Day(day)}, due at {calendar.Hour(calendar.DueAt(day))}, was closed late, at {calendar.Time(edition.ClosedAt!.Value)}.");
        }
        if (missed.Count > 0)
            sentences.Insert(0, $"No edition went on {string.Join(", ", missed.Select(Said.Day))}; the stories go with the next one.");
        return string.Join(' ', sentences);
    }

    private sealed record Standstill
    {
        public long Id { get; init; }

        public long BeganAt { get; init; }

        public long EndedAt { get; init; }
    }
}
