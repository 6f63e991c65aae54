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

    public Task<IReadOnlyList<Finding>> FindAsync(CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<Finding>>(async session =>
    {
        var latest = (await LatestEditions.ReadAsync(session, most: 3)).FirstOrDefault(edition => edition.PreparedAt is not null);
        if (latest is null || clock.GetUtcNow() - latest.PreparedAt!.Value.ToTime() > News)
            return [];
        var figures = (await EditionFigures.ReadAsync(session, [latest.Id])).GetValueOrDefault(latest.Id);
        if (figures is null || figures.Recipients < Least || figures.Failed <= figures.Recipients * Share)
            return [];
        var most = (await EditionProblem.ReadAsync(session, latest.Id)).FirstOrDefault(one => one.Status is MessageStatus.Failed);
        var share = ((double)figures.Failed / figures.Recipients).ToString("P0", CultureInfo.InvariantCulture);
        return [new Finding(
            $"{Name}:{latest.Id}", AlertSeverity.Serious,
            $"{Said.Number(figures.Failed)} of {Said.Number(figures.Recipients)} messages of edition {latest.Slug} failed ({share}).",
            most is null ? "Look at the answers behind them." : $"Look at the answers behind them; the most frequent is: {Scrubbed.Of(most.Answer).TrimEnd('.')}.",
            $"/admin/editions/{latest.Id}", "Look at the answers")];
    }, cancellation);
}
