using Digest.Editions;
using Digest.Outbox;
using Digest.Storage;

namespace Digest.Web.Commands;

/// <summary><c>edition pause</c> and <c>edition resume</c>: for the edition that is on its way, whichever process submits it.</summary>
internal static class EditionPausing
{
    // As the edition's history names who did it.
    private const string By = "the command line";

    public static async Task<int> RunAsync(bool pause, bool json, CancellationToken cancellation)
    {
        await using var scope = await CommandScope.OpenAsync(cancellation);
        var (database, clock, pausing) = (scope.Get<Database>(), scope.Get<TimeProvider>(), scope.Get<EditionPause>());
        var edition = await database.ReadAsync(session => pause ? EditionRows.UnfinishedAsync(session, clock.Milliseconds()) : EditionRows.PausedAsync(session), cancellation);
        var done = edition is not null && (pause ? await pausing.PauseAsync(edition.Id, By, cancellation) : await pausing.ResumeAsync(edition.Id, By, cancellation));
        var counts = edition is null ? new EditionCounts() : await database.ReadAsync(session => EditionCounts.ReadAsync(session, edition.Id, clock.Milliseconds()), cancellation);
        if (json)
            CommandScope.WriteJson(new { edition = done ? edition!.Slug : null, paused = done && pause, open = done ? counts.Open : 0 });
        else if (done)
            await Console.Out.WriteLineAsync(pause ? $"Edition {edition!.Slug} is paused; {counts.Open} of its messages wait." : $"Edition {edition!.Slug} goes on; {counts.Open} of its messages are to be answered. A running site submits them, or edition send does.");
        if (!done)
            await Console.Error.WriteLineAsync(pause ? "No edition is on its way." : "No edition is paused.");
        return done ? ExitCode.Done : ExitCode.DoneWithFailures;
    }
}
