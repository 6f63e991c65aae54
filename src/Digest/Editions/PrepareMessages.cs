using Digest.Editions.Checks;
using Digest.Outbox;
using Digest.Rendering;
using Digest.Storage;
using Microsoft.Extensions.Logging;

namespace Digest.Editions;

/// <summary>
/// The job that turns closed editions into messages. Every variant is rendered before the first message is written, so a
/// template that fails, or a check that blocks, holds the whole edition; then ranges of subscribers are prepared one transaction each, and a restart
/// goes on after the last one that was committed.
/// </summary>
public sealed class PrepareMessages(Database database, EditionVariants variants, OfferedLately lately, EditionGate gate, EditionOptions options, OutboxSignal signal, TimeProvider clock, ILogger<PrepareMessages> logger)
{
    /// <summary>Subscribers prepared in one transaction; so few that nobody who signs up meanwhile waits for long.</summary>
    private const int Range = 1_000;

    /// <summary>Prepares every closed edition that is not prepared yet; one that has become too old meanwhile waits for somebody.</summary>
    public Task RunAsync(CancellationToken cancellation = default) => RunAsync(progress: null, cancellation);

    /// <inheritdoc cref="RunAsync(CancellationToken)"/>
    public async Task RunAsync(IProgress<WorkDone>? progress, CancellationToken cancellation)
    {
        foreach (var edition in await database.ReadAsync(EditionRows.UnpreparedAsync, cancellation))
        {
            if (edition.PreparedTo > 0 || clock.GetUtcNow() - edition.ClosedAt!.Value.ToTime() <= options.Lateness)
                await PrepareAsync(edition, progress, cancellation);
            else if (edition.State is EditionState.Closed)
                await HoldAsync(edition, $"it was closed more than {options.MaxLatenessHours} hours ago and its messages are not prepared", cancellation);
        }
    }

    /// <summary>Prepares one edition, from where it was left.</summary>
    /// <returns>False when the edition is held because a template failed or a check blocks it, or was taken over by a later one.</returns>
    public Task<bool> PrepareAsync(Edition edition, CancellationToken cancellation = default) => PrepareAsync(edition, progress: null, cancellation);

    private async Task<bool> PrepareAsync(Edition edition, IProgress<WorkDone>? progress, CancellationToken cancellation)
    {
        try
        {
            gate.RequireReady();
            await variants.RenderPageAsync(edition, cancellation);
            await variants.RenderMissingAsync(edition, edition.PreparedTo, long.MaxValue, cancellation);
            return await PrepareRangesAsync(edition, progress, cancellation);
        }
        catch (Exception problem) when (problem is TemplateException or EditionBlockedException)
        {
            await HoldAsync(edition, problem.Message, cancellation);
            return false;
        }
    }

    private async Task<bool> PrepareRangesAsync(Edition edition, IProgress<WorkDone>? progress, CancellationToken cancellation)
    {
        var (done, due) = (0L, progress is null ? 0 : await DueAsync(edition, edition.PreparedTo, long.MaxValue, cancellation));
        for (var from = edition.PreparedTo; from < long.MaxValue;)
        {
            var to = await EndOfRangeAsync(from, cancellation);
            var inRange = progress is null ? 0 : await DueAsync(edition, from, to, cancellation);
            var range = new PreparedRange(edition, lately, from, to, clock.Milliseconds());
            var outcome = await database.WriteAsync(range.WriteAsync, cancellation);
            if (outcome is RangeOutcome.TakenOver)
                return false;
            if (outcome is RangeOutcome.GroupMissing)
                await variants.RenderMissingAsync(edition, from, to, cancellation);
            else
            {
                from = range.PreparedTo;
                progress?.Report(new WorkDone(done += inRange, due, "subscribers"));
            }
            signal.Ring();
        }
        var counts = await database.ReadAsync(session => EditionCounts.ReadAsync(session, edition.Id, clock.Milliseconds()), cancellation);
        if (counts.Recipients > Range)
            await database.WriteAsync(session => session.CountAnewAsync("messages", "subscribers", "edition_choices"), cancellation);
        logger.LogInformation("Edition {Edition} is prepared: {Recipients} messages", edition.Id, counts.Recipients);
        return true;
    }

    private async Task HoldAsync(Edition edition, string because, CancellationToken cancellation)
    {
        logger.LogError("Edition {Edition} is held: {Reason}", edition.Id, because);
        await database.WriteAsync(session => EditionRows.HoldAsync(session, edition.Id, because), cancellation);
    }

    private Task<long> DueAsync(Edition edition, long from, long to, CancellationToken cancellation) => database.ReadAsync(async session => await session.ScalarAsync<long>(
        $"{Readership.Of(edition)} SELECT COUNT(*) FROM due", await Readership.ParametersAsync(session, edition, from, to)), cancellation);

    private async Task<long> EndOfRangeAsync(long from, CancellationToken cancellation) => await database.ReadAsync(session => session.ScalarAsync<long?>(
        "SELECT id FROM subscribers WHERE id > @from ORDER BY id LIMIT 1 OFFSET @skip", new { from, skip = Range - 1 }), cancellation) ?? long.MaxValue;
}
