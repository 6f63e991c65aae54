using System.Globalization;

namespace Digest.Rendering;

/// <summary>What the templates may say about the publication.</summary>
public sealed record SiteContent
{
    private static readonly HashSet<string> RightToLeft = new(["ar", "fa", "he", "iw", "ur", "yi", "ps", "sd", "ug", "dv"], StringComparer.OrdinalIgnoreCase);

    internal SiteContent(SiteOptions site, string? licence = null)
    {
        Name = PlainText.Line(site.Name) ?? "";
        Home = site.Url + "/";
        Tagline = PlainText.Line(site.Tagline);
        PostalAddress = PlainText.Line(site.PostalAddress);
        Licence = PlainText.Line(licence ?? site.Licence);
        Appeal = AppealContent.From(site.Appeal);
        Language = PlainText.Line(site.Language) ?? "en";
        Direction = RightToLeft.Contains(Language.Split('-')[0]) ? "rtl" : "ltr";
        Culture = CultureOf(Language);
    }

    public string Name { get; }

    public string Home { get; }

    public string? Tagline { get; }

    public string? PostalAddress { get; }

    public string? Licence { get; }

    public AppealContent? Appeal { get; }

    public string Language { get; }

    /// <summary><c>ltr</c> or <c>rtl</c>.</summary>
    public string Direction { get; }

    internal CultureInfo Culture { get; }

    private static CultureInfo CultureOf(string language)
    {
        try
        {
            // A culture of one's own, whose Gregorian dates agree with the days that editions are named after.
            // English without a country writes its days as the pages do: 22 November 2026.
            var culture = new CultureInfo(language == "en" ? "en-GB" : language, useUserOverride: false);
            culture.DateTimeFormat.Calendar = culture.OptionalCalendars.OfType<GregorianCalendar>().FirstOrDefault() ?? culture.DateTimeFormat.Calendar;
            return culture;
        }
        catch (CultureNotFoundException)
        {
            return CultureInfo.InvariantCulture;
        }
    }
}

/// <summary>The appeal block.</summary>
/// <param name="Headline">Null: none.</param>
/// <param name="Paragraphs">At least one.</param>
/// <param name="Link">Null: no button.</param>
/// <param name="LinkText">The words on the button.</param>
public sealed record AppealContent(string? Headline, IReadOnlyList<string> Paragraphs, string? Link, string LinkText)
{
    internal static AppealContent? From(AppealOptions appeal)
    {
        var paragraphs = PlainText.Paragraphs(appeal.Text);
        return paragraphs.Count == 0
            ? null
            : new AppealContent(PlainText.Line(appeal.Headline), paragraphs, PlainText.Address(appeal.Link), PlainText.Line(appeal.LinkText) ?? "Support us");
    }
}
