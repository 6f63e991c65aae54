using System.Globalization;
using Digest.Languages;

namespace Digest.Rendering;

/// <summary>What the templates may say about the publication.</summary>
public sealed record SiteContent
{
    internal SiteContent(SiteOptions site, string? licence = null)
    {
        Name = PlainText.Line(site.Name) ?? "";
        Home = site.Url + "/";
        Tagline = PlainText.Line(site.Tagline);
        PostalAddress = PlainText.Line(site.PostalAddress);
        Licence = PlainText.Line(licence ?? site.Licence);
        Language = PlainText.Line(site.Language) ?? "en";
        Appeal = AppealContent.From(site.Appeal, Words.In(ReaderLanguages.Find(Language) ?? ReaderLanguages.English)["mail.support"]);
        Direction = Languages.Language.DirectionOf(Language);
        var rightToLeft = Direction == "rtl";
        Culture = Languages.Language.CultureOf(Language);
        Monogram = FirstLetter(Name);
        Icon = PlainText.Address(site.Icon) is null ? null : PlainText.Address(site.Url + "/icon");
        Look = new MessageLook(site.Colour, Language, rightToLeft);
    }

    public string Name { get; }

    /// <summary>The letter that stands for the name where there is no icon; empty where there is no name.</summary>
    public string Monogram { get; }

    /// <summary>The address of the icon as the site serves it; null: there is none.</summary>
    public string? Icon { get; }

    public string Home { get; }

    public string? Tagline { get; }

    public string? PostalAddress { get; }

    public string? Licence { get; }

    public AppealContent? Appeal { get; init; }

    public string Language { get; }

    /// <summary><c>ltr</c> or <c>rtl</c>.</summary>
    public string Direction { get; }

    public MessageLook Look { get; }

    internal CultureInfo Culture { get; }

    internal string By(string byline) =>
        !Language.StartsWith("en", StringComparison.OrdinalIgnoreCase) || byline.StartsWith("By ", StringComparison.OrdinalIgnoreCase) ? byline : $"By {byline}";

    private static string FirstLetter(string name)
    {
        var start = name.StartsWith("The ", StringComparison.OrdinalIgnoreCase) ? name[4..] : name;
        return StringInfo.GetNextTextElement(start.TrimStart()).ToUpperInvariant();
    }
}

/// <summary>The appeal block.</summary>
/// <param name="Headline">Null: none.</param>
/// <param name="Paragraphs">At least one.</param>
/// <param name="Link">Null: no button.</param>
/// <param name="LinkText">The words on the button.</param>
public sealed record AppealContent(string? Headline, IReadOnlyList<string> Paragraphs, string? Link, string LinkText)
{
    internal static AppealContent? From(AppealOptions appeal, string linkText)
    {
        var paragraphs = PlainText.Paragraphs(appeal.Text);
        return paragraphs.Count == 0
            ? null
            : new AppealContent(PlainText.Line(appeal.Headline), paragraphs, PlainText.Address(appeal.Link), PlainText.Line(appeal.LinkText) ?? linkText);
    }
}
