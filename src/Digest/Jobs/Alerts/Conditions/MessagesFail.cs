using System.Globalization;
using Digest.Editions;
using Digest.Outbox;
using Digest.Storage;

namespace Digest.Jobs.Alerts.Conditions;

/// <summary>More of the latest edition's messages failed than can be put down to a few bad addresses.</summary>
public sealed class MessagesFail(Database database, TimeProvider clock) : IAlertCondition
{
    /// <summary>Fewer messages than this say nothing about a share.</summary>
    internal const int Least = 20;

    internal const double Share = 0.05;
    private static readonly TimeSpan News = TimeSpan.FromDays(1);

    public string Name => "messages-fail";

    public Task<IReadOnlyList<Trouble>> FindAsync(CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<Trouble>>(async session =>
    {
        var latest = (await LatestEditions.ReadAsync(session, most: 3)).FirstOrDefault(edition => edition.PreparedAt is not null);
        if (latest is null || clock.GetUtcNow() - latest.PreparedAt!.Value.ToTime() > News)
            return [];
        var counts = await EditionCounts.ReadAsync(session, latest.Id, clock.Milliseconds());
        if (counts.Recipients < Least || counts.Failed <= counts.Recipients * Share)
            return [];
        var most = (await EditionProblem.ReadAsync(session, latest.Id)).FirstOrDefault(one => one.Status is MessageStatus.Failed);
        var share = ((double)counts.Failed / counts.Recipients).ToString("P0", CultureInfo.InvariantCulture);
        return [new Trouble(
            $"{Name}:{latest.Id}", AlertSeverity.Serious,
            $"{Said.Number(counts.Failed)} of {Said.Number(counts.Recipients)} messages of edition {latest.Slug} failed ({share}).",
            most is null ? "Look at the answers behind them." : $"Look at the answers behind them; the most frequent is: {Scrubbed.Of(most.Answer).TrimEnd('.')}.",
            $"/admin/editions/{latest.Id}", "Look at the answers")];
    }, cancellation);
}
