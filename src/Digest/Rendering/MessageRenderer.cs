using System.Globalization;
using Digest.Languages;
using Digest.Links;

namespace Digest.Rendering;

/// <summary>Renders each kind of message to a subject, HTML and text, leaving markers where a reader's own links go.</summary>
/// <remarks>A language that is not given is the site's, or English where there are no words in that.</remarks>
/// <param name="templates">Reads the templates.</param>
/// <param name="site">Who writes.</param>
public sealed class MessageRenderer(ITemplateEngine templates, SiteOptions site)
{
    private static readonly string[] ReaderLinks = [LinkSlot.Preferences, LinkSlot.Unsubscribe];
    private static readonly string[] OptionalLinks = [LinkSlot.Fewer, LinkSlot.NotNow];

    // Made at each use: the site's address may become known only when the program listens.
    private SiteContent Site => new(site);

    /// <summary>An edition for the readers who get exactly these stories. Slots: preferences, unsubscribe, fewer where a story has topics, and notnow where there is an appeal.</summary>
    /// <exception cref="TemplateException">A template could not be rendered; the message names it and says why.</exception>
    public Task<Rendered> DigestAsync(DigestContent content, Language? language = null)
    {
        var slots = new SlotMarkers();
        var page = DigestPage(content, language, slots.Fewer);
        return RenderAsync("Digest", slots, ReaderLinks, page with
        {
            Reason = SignedUp(page),
            Preferences = slots.Preferences,
            Unsubscribe = slots.Unsubscribe,
            InBrowser = PlainText.Address(content.EditionUrl),
            NotNow = slots.NotNow,
        });
    }

    /// <summary>The edition as a page: the same without personal links or slots.</summary>
    /// <inheritdoc cref="DigestAsync" path="/exception"/>
    public Task<Rendered> ArchiveAsync(DigestContent content) =>
        RenderAsync("Digest", new SlotMarkers(), [], DigestPage(content, language: null, fewer: null) with { IsArchive = true });

    /// <summary>Asks to confirm a sign-up. Slot: confirm, and no other link.</summary>
    /// <inheritdoc cref="DigestAsync" path="/exception"/>
    public Task<Rendered> ConfirmationAsync(Language? language = null) => AskAsync("Confirmation", LinkSlot.Confirm, "mail.confirmation.subject", "mail.confirmation.preheader", "mail.why.entered", language);

    /// <summary>Asks once more. Slot: confirm, and no other link.</summary>
    /// <inheritdoc cref="DigestAsync" path="/exception"/>
    public Task<Rendered> ReminderAsync(Language? language = null) => AskAsync("Reminder", LinkSlot.Confirm, "mail.reminder.subject", "mail.reminder.preheader", "mail.why.entered", language);

    /// <summary>Greets a confirmed reader. Slots: preferences, unsubscribe.</summary>
    /// <inheritdoc cref="DigestAsync" path="/exception"/>
    public Task<Rendered> WelcomeAsync(Language? language = null) => TellAsync("Welcome", "mail.welcome.subject", "mail.welcome.preheader", language);

    /// <summary>Tells a reader who signed up again that nothing is left to do. Slots: preferences, unsubscribe.</summary>
    /// <inheritdoc cref="DigestAsync" path="/exception"/>
    public Task<Rendered> AlreadyReadingAsync(Language? language = null) => TellAsync("AlreadyReading", "mail.already-reading.subject", "mail.already-reading.preheader", language);

    /// <summary>Brings a reader the link to their preferences. Slots: preferences, unsubscribe.</summary>
    /// <inheritdoc cref="DigestAsync" path="/exception"/>
    public Task<Rendered> PreferencesLinkAsync(Language? language = null) => TellAsync("PreferencesLink", "mail.preferences-link.subject", "mail.preferences-link.preheader", language);

    /// <summary>Brings a reader the link to what is known about them. Slot: data, and no other link.</summary>
    /// <inheritdoc cref="DigestAsync" path="/exception"/>
    public Task<Rendered> DataLinkAsync(Language? language = null) => AskAsync("DataLink", LinkSlot.Data, "mail.data-link.subject", "mail.data-link.preheader", "mail.why.asked", language);

    /// <summary>Asks the present address whether it is to be left. Slot: addressold, and no other link.</summary>
    /// <inheritdoc cref="DigestAsync" path="/exception"/>
    public Task<Rendered> AddressOldAsync(Language? language = null) => AskAsync("AddressOld", LinkSlot.AddressOld, "mail.address-old.subject", "mail.address.preheader", "mail.why.asked", language);

    /// <summary>Asks the new address. Slot: addressnew, and no other link.</summary>
    /// <inheritdoc cref="DigestAsync" path="/exception"/>
    public Task<Rendered> AddressNewAsync(Language? language = null) => AskAsync("AddressNew", LinkSlot.AddressNew, "mail.address-new.subject", "mail.address.preheader", "mail.why.named", language);

    private DigestPage DigestPage(DigestContent content, Language? language, string? fewer)
    {
        var publication = new SiteContent(site, content.Licence);
        if (!content.HasAppeal)
            publication = publication with { Appeal = null };
        var words = WordsIn(language);
        // The site's language may be one of a country, whose own dates it then has; or one that there are no words in.
        var isOurs = language is not null && !ReferenceEquals(language, ReaderLanguages.Find(publication.Language));
        var culture = isOurs ? words.Language.Culture : publication.Culture;
        var parts = new DigestParts(publication, words, content.Date, fewer);
        var (strapline, straplineIsOurs) = Strapline(content, publication, words, isOurs, culture);
        return new DigestPage
        {
            Site = publication,
            Words = words,
            Subject = PlainText.Line(content.Subject) ?? publication.Name,
            // Without a line of our own, inboxes show whatever the body begins with.
            Preheader = PlainText.Line(content.Preheader) ?? publication.Tagline ?? publication.Name,
            Strapline = strapline,
            StraplineIsOurs = straplineIsOurs,
            Note = content.Note is { IsEmpty: false } note ? note : null,
            Stories = parts.Stories(content.Stories),
            Corrections = DigestParts.Corrections(content.Corrections),
            Blocks = parts.Blocks(content.Blocks),
            LeftOut = content.LeftOut,
        };
    }

    /// <summary>The day; of a special edition with words before it, which stand alone where there are none in the language of the day.</summary>
    private static (string Text, bool IsOurs) Strapline(DigestContent content, SiteContent publication, Words words, bool isOurs, CultureInfo culture)
    {
        var day = content.Date.ToString("D", culture);
        if (!content.IsSpecial)
            return (day, isOurs);
        return isOurs || ReferenceEquals(words.Language, ReaderLanguages.Find(publication.Language)) ? ($"{words["mail.special"]} · {day}", isOurs) : (words["mail.special"], true);
    }

    private Task<Rendered> AskAsync(string template, string link, string subject, string preheader, string reason, Language? language)
    {
        var slots = new SlotMarkers();
        var page = Page(subject, preheader, language);
        return RenderAsync(template, slots, [link], page with { Reason = page.Words.Say(reason, ("site", page.Site.Name)), Confirm = slots.ByName[link] });
    }

    private Task<Rendered> TellAsync(string template, string subject, string preheader, Language? language)
    {
        var slots = new SlotMarkers();
        var page = Page(subject, preheader, language);
        return RenderAsync(template, slots, ReaderLinks, page with { Reason = SignedUp(page), Preferences = slots.Preferences, Unsubscribe = slots.Unsubscribe });
    }

    private MessagePage Page(string subject, string preheader, Language? language)
    {
        var (publication, words) = (Site, WordsIn(language));
        return new MessagePage
        {
            Site = publication,
            Words = words,
            Subject = words.Say(subject, ("site", publication.Name)),
            Preheader = words[preheader],
            Strapline = publication.Tagline,
        };
    }

    private static string SignedUp(MessagePage page) => page.Words.Say("mail.why.signed-up", ("site", page.Site.Name));

    private Words WordsIn(Language? language) => Words.In(language ?? ReaderLanguages.Find(site.Language) ?? ReaderLanguages.English);

    private async Task<Rendered> RenderAsync(string template, SlotMarkers slots, string[] links, MessagePage page)
    {
        var html = HtmlTidy.Minify(await templates.RenderAsync($"{template}.html", page));
        var text = TextLayout.Tidy(await templates.RenderAsync($"{template}.text", page));
        var markers = links.ToDictionary(slot => slot, slot => slots.ByName[slot], StringComparer.Ordinal);
        foreach (var (slot, marker) in markers)
        {
            Require(html, marker, $"templates/{template}.html.cshtml", slot);
            Require(text, marker, $"templates/{template}.text.cshtml", slot);
        }
        // Not every message has these, and a template may leave them out.
        foreach (var slot in OptionalLinks.Where(slot => (html + text).Contains(slots.ByName[slot], StringComparison.Ordinal)))
            markers[slot] = slots.ByName[slot];
        return new Rendered(page.Subject, html, text, markers);
    }

    // A message that cannot be left or confirmed must not go out because somebody edited a template.
    private static void Require(string part, string marker, string template, string slot)
    {
        if (!part.Contains(marker, StringComparison.Ordinal))
            throw new TemplateException($"{template}: the link '{slot}' is missing");
    }
}
