using Digest.Links;

namespace Digest.Rendering;

/// <summary>Renders each kind of message to a subject, HTML and text, leaving markers where a reader's own links go.</summary>
/// <param name="templates">Reads the templates.</param>
/// <param name="site">Who writes.</param>
public sealed class MessageRenderer(ITemplateEngine templates, SiteOptions site)
{
    private static readonly string[] ReaderLinks = [LinkSlot.Preferences, LinkSlot.Unsubscribe];

    // Made at each use: the site's address may become known only when the program listens.
    private SiteContent Site => new(site);

    /// <summary>An edition for the readers who get exactly these stories. Slots: preferences, unsubscribe.</summary>
    /// <exception cref="TemplateException">A template could not be rendered; the message names it and says why.</exception>
    public Task<Rendered> DigestAsync(DigestContent content)
    {
        var slots = new SlotMarkers();
        return RenderAsync("Digest", slots, ReaderLinks, DigestPage(content) with
        {
            Reason = MessageWords.SignedUp(Site.Name),
            Preferences = slots.Preferences,
            Unsubscribe = slots.Unsubscribe,
            InBrowser = PlainText.Address(content.EditionUrl),
        });
    }

    /// <summary>The edition as a page: the same without personal links or slots.</summary>
    /// <inheritdoc cref="DigestAsync" path="/exception"/>
    public Task<Rendered> ArchiveAsync(DigestContent content) =>
        RenderAsync("Digest", new SlotMarkers(), [], DigestPage(content) with { IsArchive = true });

    /// <summary>Asks to confirm a sign-up. Slot: confirm, and no other link.</summary>
    /// <inheritdoc cref="DigestAsync" path="/exception"/>
    public Task<Rendered> ConfirmationAsync() => AskAsync("Confirmation", LinkSlot.Confirm, MessageWords.WasEntered, name => $"Confirm your subscription to {name}", "One click and a button are all that is missing.");

    /// <summary>Asks once more. Slot: confirm, and no other link.</summary>
    /// <inheritdoc cref="DigestAsync" path="/exception"/>
    public Task<Rendered> ReminderAsync() => AskAsync("Reminder", LinkSlot.Confirm, MessageWords.WasEntered, name => $"Do you still want {name}? Please confirm", "Nobody has confirmed this address yet. This is the only reminder.");

    /// <summary>Greets a confirmed reader. Slots: preferences, unsubscribe.</summary>
    /// <inheritdoc cref="DigestAsync" path="/exception"/>
    public Task<Rendered> WelcomeAsync() => TellAsync("Welcome", name => $"Welcome to {name}", "You are in. This is what happens next.");

    /// <summary>Tells a reader who signed up again that nothing is left to do. Slots: preferences, unsubscribe.</summary>
    /// <inheritdoc cref="DigestAsync" path="/exception"/>
    public Task<Rendered> AlreadyReadingAsync() => TellAsync("AlreadyReading", name => $"You already get {name}", "This address was entered once more; there is nothing left to do.");

    /// <summary>The link to what is known about a reader. Slot: data, and no other link.</summary>
    /// <inheritdoc cref="DigestAsync" path="/exception"/>
    public Task<Rendered> DataLinkAsync() => AskAsync("DataLink", LinkSlot.Data, MessageWords.WasAsked, name => $"Your link to your data at {name}", "It is good for 30 minutes.");

    /// <summary>The link to the preferences, for a reader who lost it. Slots: preferences, unsubscribe.</summary>
    /// <inheritdoc cref="DigestAsync" path="/exception"/>
    public Task<Rendered> PreferencesLinkAsync() => TellAsync("PreferencesLink", name => $"Your link to {name}", "This is the link that was asked for.");

    /// <summary>Asks the present address whether it is to be left. Slot: addressold, and no other link.</summary>
    /// <inheritdoc cref="DigestAsync" path="/exception"/>
    public Task<Rendered> AddressOldAsync() => AskAsync("AddressOld", LinkSlot.AddressOld, MessageWords.WasAsked, name => $"{name} is to go to another address", "It changes when both addresses have agreed.");

    /// <summary>Asks the new address. Slot: addressnew, and no other link.</summary>
    /// <inheritdoc cref="DigestAsync" path="/exception"/>
    public Task<Rendered> AddressNewAsync() => AskAsync("AddressNew", LinkSlot.AddressNew, MessageWords.WasNamed, name => $"Is {name} to come to this address?", "It changes when both addresses have agreed.");

    private DigestPage DigestPage(DigestContent content)
    {
        var publication = new SiteContent(site, content.Licence);
        var parts = new DigestParts(publication, content.Date);
        return new DigestPage
        {
            Site = publication,
            Subject = PlainText.Line(content.Subject) ?? publication.Name,
            // Without a line of our own, inboxes show whatever the body begins with.
            Preheader = PlainText.Line(content.Preheader) ?? publication.Tagline ?? publication.Name,
            Strapline = parts.Date,
            Date = parts.Date,
            Stories = parts.Stories(content.Stories),
            LeftOut = content.LeftOut,
        };
    }

    private Task<Rendered> AskAsync(string template, string link, Func<string, string> reason, Func<string, string> subject, string preheader)
    {
        var slots = new SlotMarkers();
        return RenderAsync(template, slots, [link], new MessagePage
        {
            Site = Site,
            Subject = subject(Site.Name),
            Preheader = preheader,
            Strapline = Site.Tagline,
            Reason = reason(Site.Name),
            Confirm = slots.ByName[link],
        });
    }

    private Task<Rendered> TellAsync(string template, Func<string, string> subject, string preheader)
    {
        var slots = new SlotMarkers();
        return RenderAsync(template, slots, ReaderLinks, new MessagePage
        {
            Site = Site,
            Subject = subject(Site.Name),
            Preheader = preheader,
            Strapline = Site.Tagline,
            Reason = MessageWords.SignedUp(Site.Name),
            Preferences = slots.Preferences,
            Unsubscribe = slots.Unsubscribe,
        });
    }

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
        return new Rendered(page.Subject, html, text, markers);
    }

    // A message that cannot be left or confirmed must not go out because somebody edited a template.
    private static void Require(string part, string marker, string template, string slot)
    {
        if (!part.Contains(marker, StringComparison.Ordinal))
            throw new TemplateException($"{template}: the link '{slot}' is missing");
    }
}
