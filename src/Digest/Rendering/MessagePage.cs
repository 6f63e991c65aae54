using Digest.Languages;
using Microsoft.AspNetCore.Html;

namespace Digest.Rendering;

/// <summary>What every template sees. Texts are plain: the HTML templates encode them, the text templates write them as they are.</summary>
public record MessagePage
{
    public required SiteContent Site { get; init; }

    public required string Subject { get; init; }

    /// <summary>The line below the publication's name; null: none.</summary>
    public string? Strapline { get; init; }

    /// <summary>Whether the strapline is in the reader's language, not the site's.</summary>
    public bool StraplineIsOurs { get; init; }

    /// <summary>The line that inboxes show beside the subject; null: none.</summary>
    public string? Preheader { get; init; }

    /// <summary>Why the reader gets this.</summary>
    public string? Reason { get; init; }

    /// <summary>The marker of the link that the message is about, such as the one that confirms; empty where it has none.</summary>
    public string Confirm { get; init; } = "";

    /// <summary>The marker of the link to the reader's preferences; null where the message has none.</summary>
    public string? Preferences { get; init; }

    /// <summary>The marker of the link that ends the subscription; null where the message has none.</summary>
    public string? Unsubscribe { get; init; }

    /// <summary>Where the message can be read in a browser; null: nowhere.</summary>
    public string? InBrowser { get; init; }

    /// <summary>True for a page that anybody reads, false for a message to one reader.</summary>
    public bool IsArchive { get; init; }

    /// <summary>True where the message may carry no link but its own, so that nobody can be used to send others somewhere.</summary>
    public bool HasOneLink => Confirm.Length > 0;

    /// <summary>True where the publication's name is the title, false where the message has one of its own.</summary>
    public virtual bool NameIsTitle => false;

    /// <summary>
    /// The address of the publication's icon; null where its letter stands in. Whoever has not confirmed gets the letter: mail
    /// programs hide the pictures of a sender that they do not know.
    /// </summary>
    public string? Icon => HasOneLink ? null : Site.Icon;

    public MessageLook Look => Site.Look;

    /// <summary>The sentences of the program itself, in the reader's language.</summary>
    public required Words Words { get; init; }

    /// <summary>
    /// The attributes of an element that holds these words and none of the site's language, so that they are pronounced and set as
    /// what they are; empty where both are the same.
    /// </summary>
    public IHtmlContent WordsLanguage =>
        Site.Language.Split('-')[0].Equals(Words.Language.Code, StringComparison.OrdinalIgnoreCase) ? HtmlString.Empty
        : new HtmlString(Site.Direction == Words.Language.Direction ? $"lang=\"{Words.Language.Code}\"" : $"lang=\"{Words.Language.Code}\" dir=\"{Words.Language.Direction}\"");

    /// <summary>What keeps the body's first words out of the line that inboxes show: characters without shape.</summary>
    public IHtmlContent PreheaderPadding { get; } = new HtmlString(string.Concat(Enumerable.Repeat("&#847;&zwnj;&nbsp;", 70)));

    /// <summary>A button that every mail program shows: a coloured cell, in Outlook with the padding that it ignores on links.</summary>
    /// <param name="address">Where it leads: a web address or a marker.</param>
    /// <param name="text">What stands on it.</param>
    /// <param name="ours">Whether the text is one of <see cref="Words"/>.</param>
    public IHtmlContent Button(string address, string text, bool ours = true)
    {
        var accent = Look.Palette.Accent;
        return new HtmlString(
            $"""
            <table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr>
            <td class="button" align="center" bgcolor="{accent}" style="background-color:{accent};border-radius:6px;mso-padding-alt:12px 24px;">
            <a class="label" href="{PlainText.Html(address)}" {(ours ? WordsLanguage : HtmlString.Empty)} style="display:inline-block;padding:12px 24px;border-radius:6px;{Look.Label}">{PlainText.Html(text)}</a></td>
            </tr></table>
            """);
    }

#pragma warning disable CA1822 // Members, because a template reaches nothing but its model.
    /// <summary>A paragraph of the text part.</summary>
    public string Wrap(string? text, string first = "", int indent = 0) => TextLayout.Wrap(text, first, indent);

    /// <summary>The text part's highest heading.</summary>
    public string Title(string text) => TextLayout.Heading(text, '=');

    /// <summary>A heading in the text part; what it begins with may be a number.</summary>
    public string Heading(string text, string first = "") => TextLayout.Heading(text, '-', first);
#pragma warning restore CA1822
}
