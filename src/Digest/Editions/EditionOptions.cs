using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Digest.Editions.Ranking;

namespace Digest.Editions;

/// <summary>What becomes of a hold that nobody touched.</summary>
public enum AfterHold
{
    /// <summary>The edition goes when the hold ends.</summary>
    Goes,

    /// <summary>It waits until somebody lets it go.</summary>
    Asks,
}

/// <summary>When an edition closes and what goes into it (settings section <c>Editions</c>).</summary>
public sealed class EditionOptions : IValidatableObject
{
    /// <summary>The time of day at which the regular edition closes, <c>HH:mm</c> in <see cref="TimeZone"/>. Default: <c>07:00</c>.</summary>
    [Required]
    public string SendAt { get; set; } = "07:00";

    /// <summary>The editions' time zone, as an IANA name such as <c>Europe/Madrid</c>. Default: <c>UTC</c>.</summary>
    [Required]
    public string TimeZone { get; set; } = "UTC";

    /// <summary>Minutes for which the edition is held after <see cref="SendAt"/> before it closes by itself, 0 to 1440. Default: 0.</summary>
    [Range(0, 1440)]
    public int HoldMinutes { get; set; }

    /// <summary>What becomes of an edition that nobody touched while it was held for <see cref="HoldMinutes"/>: it goes (the default), or waits for an editor. Without minutes nothing is held.</summary>
    public AfterHold AfterHold { get; set; }

    /// <summary>Items shown to one reader at most, 1 to 50; several stories about one event are one item. Default: 10. What is cut for length counts as offered.</summary>
    [Range(1, 50)]
    public int MaxStories { get; set; } = 10;

    /// <summary>Related stories beside one story at most, 0 to 10. Default: 2.</summary>
    [Range(0, 10)]
    public int RelatedPerStory { get; set; } = 2;

    /// <summary>
    /// Days for which what readers were offered, as a story or beside one, is not offered to them again as related; 0 to 30. Default: 7.
    /// 0: only what is in the same edition is left out.
    /// </summary>
    [Range(0, 30)]
    public int RelatedRestDays { get; set; } = 7;

    /// <summary>Stories published longer ago than this many days are not chosen; empty (the default): no bound.</summary>
    [Range(1, 36500)]
    public int? MaxAgeDays { get; set; }

    /// <summary>An edition that is more than this many hours late waits for an editor instead of going out, 0 to 168. Default: 6.</summary>
    [Range(0, 168)]
    public int MaxLatenessHours { get; set; } = 6;

    /// <summary>Minutes for which a story must have been known before an edition takes it, 0 to 1440. Default: 0.</summary>
    [Range(0, 1440)]
    public int GraceMinutes { get; set; }

    /// <summary>
    /// Minutes after which a correction goes to those who got an earlier version without anybody deciding, 0 to 10080; empty (the
    /// default): only when somebody decides. It holds for stories that say so themselves, for headlines and for withdrawals, never for
    /// silent changes of a text.
    /// </summary>
    [Range(0, 10080)]
    public int? CorrectionsGoAfterMinutes { get; set; }

    /// <summary>What puts an item before others.</summary>
    public RankingOptions Ranking { get; set; } = new();

    /// <summary><see cref="MaxLatenessHours"/>, but never less than the minute in which a job may begin.</summary>
    public TimeSpan Lateness => MaxLatenessHours == 0 ? TimeSpan.FromMinutes(1) : TimeSpan.FromHours(MaxLatenessHours);

    /// <summary><see cref="SendAt"/> as a time of day.</summary>
    public TimeOnly SendTime => TimeOnly.ParseExact(SendAt, "HH:mm", CultureInfo.InvariantCulture);

    /// <summary><see cref="TimeZone"/> with its rules.</summary>
    public TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(TimeZone);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!TimeOnly.TryParseExact(SendAt, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            yield return new ValidationResult($"'{SendAt}' is not a time of day such as 07:00", [nameof(SendAt)]);
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _))
            yield return new ValidationResult($"'{TimeZone}' is not a time zone such as Europe/Madrid", [nameof(TimeZone)]);
    }
}
