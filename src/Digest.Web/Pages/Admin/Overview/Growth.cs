using System.Globalization;
using Digest.Editions;
using Digest.Subscribers;
using Digest.Web.Pages.Admin.Charts;

namespace Digest.Web.Pages.Admin.Overview;

/// <summary>Who came and who left, by day or by month of the editions' calendar.</summary>
/// <param name="ByMonth">A year by months; else thirty days.</param>
/// <param name="Bounds">The beginnings of the spans, and the end of the last.</param>
internal sealed record Growth(bool ByMonth, IReadOnlyList<DateTimeOffset> Bounds)
{
    private const int Days = 30;
    private const int Months = 12;

    private IReadOnlyList<Movement> movements = [];
    private IReadOnlyList<string> labels = [];

    public long Joined => Total(ConsentKind.Confirmed, ConsentKind.Restored);

    public long Imported => Total(ConsentKind.Imported);

    public long Left => Total(ConsentKind.Withdrawn);

    public long Net => Joined + Imported - Left;

    /// <summary>The span up to now, by days or by months.</summary>
    public static Growth Of(EditionClock calendar, DateTimeOffset now, bool byMonth)
    {
        var today = calendar.DayOf(now);
        var first = byMonth ? new DateOnly(today.Year, today.Month, 1).AddMonths(1 - Months) : today.AddDays(1 - Days);
        var days = Enumerable.Range(0, (byMonth ? Months : Days) + 1).Select(place => byMonth ? first.AddMonths(place) : first.AddDays(place)).ToList();
        return new Growth(byMonth, [.. days.Select(day => calendar.BeginningOf(day))])
        {
            labels = [.. days.SkipLast(1).Select(day => day.ToString(byMonth ? "MMM yyyy" : "d MMM", CultureInfo.InvariantCulture))],
        };
    }

    public Growth With(IReadOnlyList<Movement> found) => this with { movements = found };

    /// <summary>The share of the readers of the span who left, when there are so many active ones at its end; null: there was nobody.</summary>
    public double? Churn(long activeNow) => activeNow + Left is > 0 and var all ? (double)Left / all : null;

    public Chart Chart => new(
        ByMonth ? "Readers who came and left in twelve months" : "Readers who came and left in thirty days",
        labels,
        [Series("Joined", "good", ConsentKind.Confirmed, ConsentKind.Restored), Series("Imported", "soft", ConsentKind.Imported)],
        [Series("Left", "bad", ConsentKind.Withdrawn)]);

    private ChartSeries Series(string name, string style, params ConsentKind[] kinds)
    {
        var values = new long[labels.Count];
        foreach (var movement in movements.Where(one => kinds.Contains(one.Kind)))
            values[movement.Place] += movement.Subscribers;
        return new ChartSeries(name, style, values);
    }

    private long Total(params ConsentKind[] kinds) => movements.Where(one => kinds.Contains(one.Kind)).Sum(one => one.Subscribers);
}
