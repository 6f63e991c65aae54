using System.Globalization;

namespace Digest.Languages;

/// <summary>A language that pages and messages for readers are written in.</summary>
public sealed record Language
{
    private static readonly HashSet<string> RightToLeft = new(["ar", "fa", "he", "iw", "ur", "yi", "ps", "sd", "ug", "dv"], StringComparer.OrdinalIgnoreCase);

    internal Language(string code, string name, string culture)
    {
        Code = code;
        Name = name;
        Culture = CultureOf(culture);
    }

    /// <summary>Its BCP 47 tag: two letters.</summary>
    public string Code { get; }

    /// <summary>Its name as those call it who speak it.</summary>
    public string Name { get; }

    /// <summary>How it writes dates and numbers.</summary>
    public CultureInfo Culture { get; }

    /// <summary><c>ltr</c> or <c>rtl</c>.</summary>
    public string Direction => DirectionOf(Code);

    /// <summary>The direction in which a language is written; <c>ltr</c> or <c>rtl</c>.</summary>
    /// <param name="tag">A BCP 47 tag.</param>
    public static string DirectionOf(string tag) => RightToLeft.Contains(tag.Split('-')[0]) ? "rtl" : "ltr";

    /// <summary>
    /// How a language writes dates and numbers. The calendar is the Gregorian one: its dates agree with the days that editions are
    /// named after.
    /// </summary>
    /// <param name="tag">A BCP 47 tag; an unknown one writes as no country does.</param>
    public static CultureInfo CultureOf(string tag)
    {
        try
        {
            // English without a country writes its days as the pages do: 22 November 2026.
            var culture = new CultureInfo(tag == "en" ? "en-GB" : tag, useUserOverride: false);
            culture.DateTimeFormat.Calendar = culture.OptionalCalendars.OfType<GregorianCalendar>().FirstOrDefault() ?? culture.DateTimeFormat.Calendar;
            return culture;
        }
        catch (CultureNotFoundException)
        {
            return CultureInfo.InvariantCulture;
        }
    }
}
