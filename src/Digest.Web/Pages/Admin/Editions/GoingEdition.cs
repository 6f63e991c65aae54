using System.Globalization;
using Digest.Editions;
using Digest.Outbox;

namespace Digest.Web.Pages.Admin.Editions;

/// <summary>An edition on its way, for the partial <c>_Going</c>.</summary>
internal sealed record GoingEdition(ListedEdition Listed, EditionProgress Progress)
{
    public Edition Edition => Listed.Edition;

    public int Answered => Listed.Counts.Recipients - Listed.Counts.Waiting;

    /// <summary>How far it is and how long it may take.</summary>
    public string Words
    {
        get
        {
            var (counts, words) = (Listed.Counts, "");
            if (Edition.PreparedAt is null)
                return counts.Recipients == 0 ? "Its messages are being prepared." : $"Its messages are being prepared: {Shown.Number(counts.Recipients)} so far, {Shown.Number(Answered)} of them answered.";
            words = $"{Shown.Number(Answered)} of {Shown.Number(counts.Recipients)} messages have had an answer";
            if (counts.Open > counts.Waiting)
                words += $"; {Shown.Number(counts.Open - counts.Waiting)} of them {(counts.Open - counts.Waiting == 1 ? "is" : "are")} tried again later";
            if (counts.Waiting == 0 || Listed.IsPaused || Progress.PerSecond < 0.01)
                return words + ".";
            var left = TimeSpan.FromSeconds(counts.Waiting / Progress.PerSecond);
            var rate = Progress.PerSecond.ToString(Progress.PerSecond < 10 ? "0.0" : "N0", CultureInfo.InvariantCulture);
            return $"{words}, {rate} a second; about {Shown.Length(left)} left.";
        }
    }
}
