using Digest.Editions.Corrections;
using Digest.Outbox;
using Digest.Storage;
using Digest.Stories;
using Microsoft.Extensions.Logging;

namespace Digest.Editions;

/// <summary>"Send now" from a page: the page leaves a row and answers at once, the job closes and prepares, which may take a while.</summary>
public sealed class SendRequests(Database database, ImportStories feeds, KeepCorrections corrections, SendNow sendNow, TimeProvider clock, ILogger<SendRequests> logger)
{
    /// <summary>Asks for an edition to go now. However many ask at the same time, one edition goes.</summary>
    /// <param name="by">The admin.</param>
    /// <param name="heldId">The held edition to release; null: send now.</param>
    /// <param name="lastClosing">The last closing that the admin has seen (<see cref="SendPlan.LastClosing"/>).</param>
    /// <param name="cancellation">Ends the wait for the database.</param>
    public Task<AskOutcome> AskAsync(string by, long? heldId, long lastClosing, CancellationToken cancellation = default) => database.WriteAsync(async session =>
    {
        var now = clock.Milliseconds();
        if (await session.ScalarAsync<int>("SELECT COUNT(*) FROM send_requests WHERE handled_at IS NULL") > 0)
            return AskOutcome.AskedAlready;
        if (await EditionRows.LastClosingAsync(session) != lastClosing)
            return AskOutcome.ClosedMeanwhile;
        if (heldId is { } held && await EditionRows.ByIdAsync(session, held) is not { State: EditionState.Held })
            return AskOutcome.NotHeld;
        if (heldId is null && await EditionRows.UnfinishedAsync(session, now) is { PausedAt: not null })
            return AskOutcome.Paused;
        await session.ExecuteAsync("INSERT INTO send_requests (held_id, asked_by, asked_at) VALUES (@heldId, @by, @now)", new { heldId, by, now });
        logger.LogInformation("{Admin} asks for {What} to go now", by, heldId is null ? "an edition" : $"edition {heldId}");
        return AskOutcome.Asked;
    }, cancellation);

    /// <summary>The request that was made last.</summary>
    public Task<SendRequest?> LatestAsync(CancellationToken cancellation = default) => database.ReadAsync(
        session => session.FirstOrDefaultAsync<SendRequest>("SELECT * FROM send_requests ORDER BY id DESC LIMIT 1"), cancellation);

    /// <summary>The job: reads every feed and does what was asked. Run again after a failure it goes on with the same edition.</summary>
    public async Task RunAsync(CancellationToken cancellation = default)
    {
        foreach (var request in await database.ReadAsync(session => session.QueryAsync<SendRequest>("SELECT * FROM send_requests WHERE handled_at IS NULL ORDER BY id"), cancellation))
        {
            await feeds.PollAllAsync(cancellation);
            await corrections.RunAsync(cancellation);
            var outcome = await DoAsync(request, cancellation);
            await database.WriteAsync(session => session.ExecuteAsync(
                "UPDATE send_requests SET handled_at = @now, outcome = @outcome WHERE id = @Id", new { request.Id, outcome, now = clock.Milliseconds() }), cancellation);
            logger.LogInformation("What {Admin} asked for is done: {Outcome}", request.AskedBy, outcome);
        }
    }

    private async Task<string> DoAsync(SendRequest request, CancellationToken cancellation)
    {
        try
        {
            var edition = await sendNow.RunAsync(request, cancellation);
            if (edition is null)
                return request.HeldId is null ? "There was nothing to send: nothing is new for any reader who is due today." : "There was nothing to send: the edition is not held any more, or nothing in it is new.";
            if (edition.PausedAt is not null)
                return $"Edition {edition.Slug} is paused; resume it first.";
            var counts = await database.ReadAsync(session => EditionCounts.ReadAsync(session, edition.Id, clock.Milliseconds()), cancellation);
            return counts.Recipients == 0 ? $"Edition {edition.Slug} is in the archive. No confirmed reader was due." : $"Edition {edition.Slug} goes to {counts.Recipients} {(counts.Recipients == 1 ? "reader" : "readers")}.";
        }
        catch (EditionHeldException held)
        {
            return held.Message;
        }
    }
}
