using System.Globalization;
using System.Text.RegularExpressions;

namespace Digest.Stories.Reading;

/// <summary>How far a time is from UTC, as feeds write it behind the time.</summary>
internal static partial class FeedZones
{
    private static readonly TimeSpan Farthest = TimeSpan.FromHours(15);

    /// <summary>What is to be subtracted; nothing where the zone is missing or unknown.</summary>
    public static TimeSpan Of(string written)
    {
        var zone = written.Trim();
        var match = Offset().Match(zone);
        if (match.Success)
        {
            var minutes = match.Groups["m"].Success ? Number(match, "m") : 0;
            var offset = new TimeSpan(Number(match, "h"), minutes, 0);
            return offset > Farthest ? TimeSpan.Zero : match.Groups["sign"].Value == "+" ? offset : -offset;
        }
        return TimeSpan.FromHours(Named(Word().Match(zone).Value.ToUpperInvariant()));
    }

    private static double Named(string zone) => zone switch
    {
        "EST" or "CDT" or "ET" => -5,
        "EDT" or "AST" or "AT" => -4,
        "CST" or "MDT" or "CT" => -6,
        "MST" or "PDT" or "MT" => -7,
        "PST" or "AKDT" or "PT" => -8,
        "AKST" => -9,
        "HST" => -10,
        "ADT" or "BRT" or "ART" or "CLST" or "UYT" => -3,
        "CLT" => -4,
        "NST" => -3.5,
        "NDT" => -2.5,
        "WEST" or "BST" or "CET" or "MEZ" or "MET" or "WAT" => 1,
        "CEST" or "MESZ" or "MEST" or "HAEC" or "EET" or "SAST" or "CAT" => 2,
        "EEST" or "MSK" or "EAT" or "TRT" => 3,
        "IRST" => 3.5,
        "GST" => 4,
        "PKT" => 5,
        "IST" => 5.5,
        "NPT" => 5.75,
        "ICT" or "WIB" => 7,
        "HKT" or "SGT" or "AWST" or "PHT" => 8,
        "JST" or "KST" => 9,
        "ACST" => 9.5,
        "AEST" => 10,
        "ACDT" => 10.5,
        "AEDT" => 11,
        "NZST" => 12,
        "NZDT" => 13,
        // GMT, UT, UTC, Z, WET; the military letters were defined backwards, and mean nothing (RFC 5322 §4.3)
        _ => 0,
    };

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\(?[A-Za-z]{0,4}\s?(?<sign>[+\u2212-])(?<h>\d{1,2}):?(?<m>\d{2})?", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Offset();

    [GeneratedRegex("[A-Za-z]+", RegexOptions.NonBacktracking)]
    private static partial Regex Word();
}
