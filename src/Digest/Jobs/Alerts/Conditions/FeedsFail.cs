using Digest.Editions;
using Digest.Storage;
using Digest.Stories;

namespace Digest.Jobs.Alerts.Conditions;

/// <summary>A feed that cannot be read for hours, or that is gone: its stories are missing from the next edition.</summary>
public sealed class FeedsFail(Database database, FeedsOptions feeds, EditionClock calendar, TimeProvider clock) : IAlertCondition
{
    /// <summary>Sites are down now and then; a poll that failed is repeated before long.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromHours(3);

    public string Name => "feed-fails";

    public async Task<IReadOnlyList<Trouble>> FindAsync(CancellationToken cancellation) =>
        [.. (await database.ReadAsync(session => FeedTrouble.ReadAsync(session, feeds, (clock.GetUtcNow() - Patience).ToMilliseconds()), cancellation)).Select(Of)];

    private Trouble Of(FeedTrouble feed)
    {
        var name = feed.Title is { Length: > 0 } title ? $"“{Scrubbed.Of(title)}”" : $"number {feed.Id}";
        return new Trouble(
            $"{Name}:{feed.Id}", AlertSeverity.Warning,
            feed.Gone ? $"The feed {name} is gone: its server says that it will not come back, so it is not read any more."
                : $"The feed {name} has {(feed.LastSuccessAt is { } last ? $"not been read since {calendar.Time(last)}" : "never been read")}: {Scrubbed.Of(feed.Problem ?? "no reason was given").TrimEnd('.')}.",
            feed.Gone ? "Give the address under which the site's feed is now." : "See whether its address opens in a browser. The next edition goes without its new stories.",
            "/admin/feeds", "Look at the feeds");
    }
}
