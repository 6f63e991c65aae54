using Digest.Editions;
using Digest.Editions.Specials;
using Digest.Storage;

namespace Digest.Jobs.Alerts.Conditions;

/// <summary>An edition that did not go: not closed though it is due, held until somebody looks, or closed and not prepared.</summary>
public sealed class EditionWaits(Database database, EditionClock calendar, TimeProvider clock) : IAlertCondition
{
    /// <summary>The jobs run each minute; a busy machine may need some.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan PreparingTime = TimeSpan.FromHours(1);

    public string Name => "edition-waits";

    public Task<IReadOnlyList<Trouble>> FindAsync(CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<Trouble>>(async session =>
    {
        var now = clock.GetUtcNow();
        var left = (await EditionRows.LeftUndoneAsync(session, now)).Concat(await EditionRows.SpecialsLeftUndoneAsync(session));
        var troubles = left.Select(edition => Of(edition, now)).Concat((await SpecialBook.OpenAsync(session)).Select(special => Of(special, now))).OfType<Trouble>().ToList();
        var day = calendar.LatestDay(now);
        var due = calendar.DueAt(day);
        var installed = (await session.ScalarAsync<long>("SELECT installed_at FROM installation")).ToTime();
        if (due > installed && now - due > Patience && await EditionRows.OfDayAsync(session, day) is null)
            troubles.Add(Late($"{Name}:late:{EditionRows.Name(day)}", $"The edition of {Said.Day(day)} has not been closed: it was due at {calendar.Hour(due)}."));
        return troubles;
    }, cancellation);

    private Trouble? Of(Edition edition, DateTimeOffset now)
    {
        if (edition is { State: EditionState.Held, ReleaseAt: null })
            return Held(edition);
        if (edition is { State: EditionState.Held, ReleaseAt: { } release } && now - release.ToTime() > Patience)
            return Late($"{Name}:late:{edition.Id}", $"The edition of {edition.Slug} has not been closed: its hold ended at {calendar.Hour(release.ToTime())}.");
        if (edition is { State: EditionState.Closed, ClosedAt: { } closed } && now - closed.ToTime() > PreparingTime)
        {
            return new Trouble(
                $"{Name}:unprepared:{edition.Id}", AlertSeverity.Serious,
                $"The messages of edition {edition.Slug} are not prepared, though it was closed at {calendar.Time(closed)}.",
                "See whether the job that prepares messages is paused or failing.", "/admin/jobs", "Look at the jobs");
        }
        return null;
    }

    /// <summary>A special edition that has not become one.</summary>
    private Trouble? Of(SpecialEdition special, DateTimeOffset now) => special switch
    {
        { State: SpecialState.Held } => new Trouble(
            $"{Name}:special:{special.Id}", AlertSeverity.Serious, $"A special edition waits for somebody: {special.HeldBecause}.",
            "Look at it, and give it another time or send it now; or remove it, and its stories go with the next edition.", $"/admin/editions/specials/{special.Id}", "Look at the special edition"),
        { State: SpecialState.Scheduled, SendAt: { } sendAt } when now - sendAt.ToTime() > Patience => Late(
            $"{Name}:special-late:{special.Id}", $"A special edition has not been closed: it was due at {calendar.Hour(sendAt.ToTime())}."),
        _ => null,
    };

    private Trouble Held(Edition edition) => new(
        $"{Name}:held:{edition.Id}", AlertSeverity.Serious,
        $"The edition of {edition.Slug} waits for somebody: {Scrubbed.Of(edition.HeldBecause ?? "it is held").TrimEnd('.')}.",
        edition.LastNumber is null
            ? "Look at it, and send it now; or leave it, and its stories go with the next edition."
            : "Mend what is said there and send it now; or leave it, and its stories go with the next edition.",
        "/admin/editions", "Look at the edition");

    private static Trouble Late(string key, string problem) => new(
        key, AlertSeverity.Serious, problem, "See whether the job that closes editions is paused or failing; or send the edition now by hand.", "/admin/jobs", "Look at the jobs");
}
