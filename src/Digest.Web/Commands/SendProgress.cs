using System.Globalization;
using Digest.Outbox;

namespace Digest.Web.Commands;

/// <summary>How the submission of an edition goes on, in a line: answers by class, rate, time left.</summary>
internal sealed class SendProgress(string edition, TimeProvider clock)
{
    private static readonly TimeSpan Lately = TimeSpan.FromSeconds(10);
    private readonly Queue<(DateTimeOffset At, int Answered)> seen = [];

    /// <summary>Takes what is counted now into account.</summary>
    public string Words(EditionCounts counts)
    {
        var (now, answered) = (clock.GetUtcNow(), counts.Recipients - counts.Waiting);
        seen.Enqueue((now, answered));
        while (seen.Count > 2 && now - seen.Peek().At > Lately)
            seen.Dequeue();
        var words = $"Edition {edition}: {Number(counts.Submitted)} submitted";
        foreach (var (number, what) in new[] { (counts.Deferred + counts.PutOff, "deferred"), (counts.Failed, "failed"), (counts.Uncertain, "uncertain") })
            words += number > 0 ? $", {Number(number)} {what}" : "";
        var (since, before) = seen.Peek();
        var perSecond = now > since ? (answered - before) / (now - since).TotalSeconds : 0;
        if (perSecond <= 0 || counts.Waiting == 0)
            return words;
        return $"{words}, {perSecond.ToString(perSecond < 10 ? "0.0" : "N0", CultureInfo.InvariantCulture)} a second, {Length(TimeSpan.FromSeconds(Math.Ceiling(counts.Waiting / perSecond)))} left";
    }

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Length(TimeSpan time) => time.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours} h {time.Minutes} min")
        : time.TotalMinutes >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{time.Minutes} min {time.Seconds} s") : string.Create(CultureInfo.InvariantCulture, $"{time.Seconds} s");
}
