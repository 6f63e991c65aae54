using System.Text.Json;
using Digest.Storage;
using Microsoft.Extensions.Logging;

namespace Digest.Editions.Desk;

/// <summary>
/// Puts items of the coming edition in their places. What an editor placed stands there with all above it; what is new comes below.
/// A place is said in relation to other items, so that two editors who move different items both get what they wanted.
/// </summary>
public sealed class DeskMoves(Database database, NextEdition next, TimeProvider clock, ILogger<DeskMoves> logger)
{
    private const int MostTries = 5;

    /// <summary>Puts an item below those that are placed already.</summary>
    public Task<DeskOutcome> PinAsync(long story, string by, CancellationToken cancellation = default) => ChangeAsync(story, by, (desk, items, at) =>
        items[at].Score.PinnedBy is null ? [.. desk.Order, new Placed(items[at].Lead.Id, by)] : null, isTaken: false, cancellation);

    /// <summary>Takes an item from its place: it stands where its worth puts it.</summary>
    public Task<DeskOutcome> UnpinAsync(long story, string by, CancellationToken cancellation = default) => ChangeAsync(story, by, (desk, items, at) =>
        desk.Order.Any(one => items[at].StoryIds.Contains(one.Story)) ? [.. desk.Order.Where(one => !items[at].StoryIds.Contains(one.Story))] : null, isTaken: true, cancellation);

    /// <summary>Moves an item by so many places, up where they are negative.</summary>
    public Task<DeskOutcome> StepAsync(long story, int places, string by, CancellationToken cancellation = default) => ChangeAsync(story, by, (desk, items, at) =>
        Placed(desk, items, at, Math.Clamp(at + places, 0, items.Count - 1), by), isTaken: false, cancellation);

    /// <summary>Moves an item above that of another story; below all that are shown where that is not in the edition.</summary>
    /// <param name="story">Of the item.</param>
    /// <param name="above">Of the other.</param>
    /// <param name="shown">How many items are shown.</param>
    /// <param name="by">The editor.</param>
    /// <param name="cancellation">Ends the wait for the database.</param>
    public Task<DeskOutcome> MoveAsync(long story, long above, int shown, string by, CancellationToken cancellation = default) => ChangeAsync(story, by, (desk, items, at) =>
    {
        var other = items.ToList().FindIndex(item => item.StoryIds.Contains(above));
        var to = other < 0 ? Math.Min(shown, items.Count) - 1 : other > at ? other - 1 : other;
        return Placed(desk, items, at, to, by);
    }, isTaken: false, cancellation);

    /// <summary>The new order with the item in its new place, and all above it in theirs; null: it stands there already.</summary>
    private static List<Placed>? Placed(DeskWords desk, IReadOnlyList<EditionItem> items, int from, int to, string by)
    {
        if (from == to)
            return null;
        var pinned = items.TakeWhile(item => item.Score.PinnedBy is not null).Count();
        var moved = items.ToList();
        moved.RemoveAt(from);
        moved.Insert(to, items[from]);
        var count = Math.Max(to + 1, from < pinned ? pinned : pinned + 1);
        var known = desk.Order.ToDictionary(one => one.Story, one => one.By);
        return [.. moved.Take(count).Select(item => item.StoryIds.FirstOrDefault(known.ContainsKey) is var story and not 0 && item != items[from]
            ? new Placed(story, known[story])
            : new Placed(item.Lead.Id, by))];
    }

    private async Task<DeskOutcome> ChangeAsync(long story, string by, Func<DeskWords, IReadOnlyList<EditionItem>, int, List<Placed>?> change, bool isTaken, CancellationToken cancellation)
    {
        for (var tries = 1; ; tries++)
        {
            var (desk, items) = await next.AllAsync(cancellation);
            var at = items.ToList().FindIndex(item => item.StoryIds.Contains(story));
            if (at < 0)
                return DeskResult.Unknown;
            if (change(desk, items, at) is not { } order)
                return DeskResult.SaidAlready;
            var done = await database.WriteAsync(async session =>
            {
                var now = clock.Milliseconds();
                // Somebody else moved something meanwhile: once more, with what stands where now.
                if (((await DeskRows.HoldingAsync(session, DeskField.Order, story: null, now))?.Id ?? 0) != desk.Seen(DeskField.Order))
                    return false;
                await DeskRows.AddAsync(session, DeskField.Order, story: null, JsonSerializer.Serialize(new DeskOrder(order, items[at].Lead.Id, isTaken)), by, now);
                return true;
            }, cancellation);
            if (!done && tries < MostTries)
                continue;
            if (!done)
                return DeskResult.Overtaken;
            logger.LogInformation("{Admin} {Moves} story {Story}", by, isTaken ? "takes from its place" : "places", story);
            return DeskResult.Done;
        }
    }
}
