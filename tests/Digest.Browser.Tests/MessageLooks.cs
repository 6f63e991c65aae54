using Digest.Rendering;

namespace Digest.Browser.Tests;

/// <summary>
/// What readers open, in every state that it gets into. <c>DIGEST_SCREENSHOTS</c> names a folder for pictures of each;
/// docs/messages shows some of them.
/// </summary>
[Collection(ReadersInChromium.Name)]
public sealed class MessageLooks(Chromium chromium) : IDisposable
{
    private static readonly int[] Phone = [320], PhoneAndPaper = [320, 600], All = [320, 600, 1200];
    private readonly RazorTemplateEngine templates = new();

    [BrowserFact]
    public async Task A_digest_of_five_stories() => await DigestAsync("digest", MessageStories.Morningly(5), All);

    [BrowserFact]
    public async Task A_digest_whose_pictures_are_not_loaded() => await DigestAsync("pictures-off", MessageStories.Morningly(5), All, pictures: false);

    [BrowserFact]
    public async Task One_story() => await DigestAsync("one-story", MessageStories.Morningly(1), PhoneAndPaper);

    [BrowserFact]
    public async Task Twelve_stories() => await DigestAsync("twelve-stories", MessageStories.Morningly(12), PhoneAndPaper);

    [BrowserFact]
    public async Task Stories_without_any_picture() => await DigestAsync("no-pictures", MessageStories.Morningly(4, pictures: false), PhoneAndPaper);

    [BrowserFact]
    public async Task Headlines_and_nothing_else() => await DigestAsync("bare",
        MessageStories.Edition(new StoryContent { Headline = "Fog", Link = "https://gazette.example/1" }, new StoryContent { Headline = "More fog", Link = "not a link" }), PhoneAndPaper);

    [BrowserFact]
    public async Task A_lead_with_an_upright_picture() => await DigestAsync("upright-lead",
        MessageStories.Edition([MessageStories.Morningly(1).Stories[0] with { Picture = MessageStories.Picture("seals", 667, 1000) }, .. MessageStories.Morningly(2).Stories.Skip(1)]), PhoneAndPaper);

    [BrowserFact]
    public async Task A_lead_with_a_small_picture() => await DigestAsync("small-lead",
        MessageStories.Edition([MessageStories.Morningly(1).Stories[0] with { Picture = MessageStories.Picture("library", 180, 120) }, .. MessageStories.Morningly(2).Stories.Skip(1)]), PhoneAndPaper);

    [BrowserFact]
    public async Task Stories_that_did_not_fit_in() => await DigestAsync("left-out", MessageStories.Morningly(3) with { LeftOut = 4 }, PhoneAndPaper);

    [BrowserFact]
    public async Task Stories_about_one_event() => await DigestAsync("timeline", MessageStories.Event(), PhoneAndPaper);

    [BrowserFact]
    public async Task A_note_and_blocks()
    {
        await DigestAsync("blocks", MessageStories.WithBlocks(MessageStories.Morningly(3)), All);
        await DigestAsync("blocks-no-pictures", MessageStories.WithBlocks(MessageStories.Morningly(1, pictures: false)), PhoneAndPaper);
        await chromium.LookAtAsync(await Renderer().ArchiveAsync(MessageStories.WithBlocks(MessageStories.Morningly(2))), "blocks-archive", PhoneAndPaper);
        var (site, content) = MessageStories.Arabic();
        await DigestAsync("blocks-right-to-left", MessageStories.WithBlocks(content), PhoneAndPaper, site);
    }

    [BrowserFact]
    public async Task Long_german_words()
    {
        var (site, content) = MessageStories.German();
        await DigestAsync("german", content, All, site);
    }

    [BrowserFact]
    public async Task From_right_to_left()
    {
        var (site, content) = MessageStories.Arabic();
        await DigestAsync("right-to-left", content, All, site);
        await LetterAsync("right-to-left-welcome", Renderer(site).WelcomeAsync());
    }

    [BrowserFact]
    public async Task Any_colour()
    {
        foreach (var (name, colour) in new[] { ("garish", "#ffcc00"), ("dark", "#0a0014"), ("white", "#ffffff"), ("pink", "#ff2d95") })
        {
            var site = MessageStories.Site();
            site.Colour = colour;
            await DigestAsync($"colour-{name}", MessageStories.Morningly(2), [600], site);
            await LetterAsync($"colour-{name}-confirmation", Renderer(site).ConfirmationAsync());
        }
    }

    [BrowserFact]
    public async Task A_very_long_name_and_an_icon()
    {
        var site = MessageStories.Site();
        site.Name = "The Tidewater, Pewit Creek and Outer Islands Gazette, Advertiser and Weekly Shipping Intelligencer";
        site.Icon = "https://gazette.example/icon.png";
        await DigestAsync("long-name-and-icon", MessageStories.Morningly(2), PhoneAndPaper, site);
        site.Name = MessageStories.LongWord;
        await DigestAsync("name-of-one-word", MessageStories.Morningly(1), Phone, site);
    }

    [BrowserFact]
    public async Task An_appeal_without_a_button_and_none_at_all()
    {
        var site = MessageStories.Site();
        (site.Appeal.Link, site.Appeal.Headline) = ("", "");
        await DigestAsync("appeal-without-button", MessageStories.Morningly(1), PhoneAndPaper, site);
        site.Appeal = new AppealOptions();
        await DigestAsync("no-appeal", MessageStories.Morningly(2), PhoneAndPaper, site);
    }

    [BrowserFact]
    public async Task The_page_of_the_archive() => await chromium.LookAtAsync(await Renderer().ArchiveAsync(MessageStories.Morningly(3)), "archive", All);

    [BrowserFact]
    public async Task The_letters()
    {
        await LetterAsync("confirmation", Renderer().ConfirmationAsync());
        await LetterAsync("reminder", Renderer().ReminderAsync());
        await LetterAsync("welcome", Renderer().WelcomeAsync());
        await LetterAsync("already-reading", Renderer().AlreadyReadingAsync());
    }

    public void Dispose() => templates.Dispose();

    private MessageRenderer Renderer(SiteOptions? site = null) => new(templates, site ?? MessageStories.Site());

    private async Task DigestAsync(string name, DigestContent content, int[] widths, SiteOptions? site = null, bool pictures = true) =>
        await chromium.LookAtAsync(await Renderer(site).DigestAsync(content), name, widths, pictures);

    private async Task LetterAsync(string name, Task<Rendered> letter) => await chromium.LookAtAsync(await letter, name, PhoneAndPaper);
}
