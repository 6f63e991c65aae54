using System.Globalization;

namespace Digest.Web.Pages.Admin.Charts;

/// <summary>Bars drawn by the server, with the same figures as a table for those who do not see them (partial <c>_Chart</c>).</summary>
/// <param name="Title">What is counted, as a caption.</param>
/// <param name="Labels">One for each place on the axis, such as days.</param>
/// <param name="Up">Stacked upwards, the first at the axis.</param>
/// <param name="Down">Stacked downwards.</param>
internal sealed record Chart(string Title, IReadOnlyList<string> Labels, IReadOnlyList<ChartSeries> Up, IReadOnlyList<ChartSeries> Down)
{
    public const double Width = 640, Height = 178;
    private const double Left = 44, Foot = 32, Head = 8;
    private static readonly int[] Steps = [1, 2, 5, 10];

    /// <summary>The table behind the picture needs an id of its own on the page.</summary>
    public string Id => string.Concat("chart-", string.Concat(Title.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant());

    public IEnumerable<ChartSeries> Series => Up.Concat(Down);

    public bool IsEmpty => Series.All(series => series.Values.All(value => value == 0));

    private double Top => Nice(Labels.Select((_, place) => Up.Sum(series => series.Values[place])).DefaultIfEmpty().Max());

    private double Bottom => Nice(Labels.Select((_, place) => Down.Sum(series => series.Values[place])).DefaultIfEmpty().Max());

    private double Scale => (Height - Head - Foot) / Math.Max(1, Top + Bottom);

    private double Axis => Head + (Top * Scale);

    /// <summary>The bars, each with what it says when it is pointed at.</summary>
    public IEnumerable<ChartBar> Bars()
    {
        var step = (Width - Left) / Math.Max(1, Labels.Count);
        var thick = Math.Max(1.5, Math.Min(40, step - 2));
        for (var place = 0; place < Labels.Count; place++)
        {
            var x = Left + (place * step) + ((step - thick) / 2);
            var (up, down) = (Axis, Axis);
            foreach (var series in Up.Where(series => series.Values[place] > 0))
                yield return new ChartBar(series.Style, Number(x), Number(up -= series.Values[place] * Scale), Number(thick), Number(series.Values[place] * Scale), Says(series, place));
            foreach (var series in Down.Where(series => series.Values[place] > 0))
            {
                yield return new ChartBar(series.Style, Number(x), Number(down), Number(thick), Number(series.Values[place] * Scale), Says(series, place));
                down += series.Values[place] * Scale;
            }
        }
    }

    /// <summary>The lines across, with their figures.</summary>
    public IEnumerable<(string Y, string Figure)> Lines()
    {
        foreach (var value in new[] { Top, 0, -Bottom }.Distinct())
            yield return (Number(Axis - (value * Scale)), Math.Abs(value).ToString("N0", CultureInfo.InvariantCulture));
    }

    /// <summary>The labels that there is room for.</summary>
    public IEnumerable<(string X, string Label)> Marks()
    {
        var step = (Width - Left) / Math.Max(1, Labels.Count);
        var every = (int)Math.Ceiling(Labels.Count / 7.0);
        for (var place = 0; place < Labels.Count; place += Math.Max(1, every))
            yield return (Number(Left + (place * step) + (step / 2)), Labels[place]);
    }

    private string Says(ChartSeries series, int place) => $"{Labels[place]}: {series.Name} {series.Values[place].ToString("N0", CultureInfo.InvariantCulture)}";

    // The next of 1, 2, 5, 10, 20, 50 … above.
    private static double Nice(long most)
    {
        if (most <= 0)
            return 0;
        var unit = Math.Pow(10, Math.Floor(Math.Log10(most)));
        return Steps.Select(times => times * unit).First(nice => nice >= most);
    }

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}

/// <summary>Figures of one kind.</summary>
/// <param name="Name">What they count.</param>
/// <param name="Style">A class of the style sheet: <c>good</c>, <c>bad</c>, <c>main</c> or <c>soft</c>.</param>
/// <param name="Values">As many as there are labels.</param>
internal sealed record ChartSeries(string Name, string Style, IReadOnlyList<long> Values);

/// <summary>One bar, in the picture's units.</summary>
internal sealed record ChartBar(string Style, string X, string Y, string Width, string Height, string Says);
