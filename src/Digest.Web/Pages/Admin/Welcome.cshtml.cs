using Digest.Editions;
using Digest.Mail;
using Digest.Rendering;
using Digest.Stories;
using Digest.Stories.Discovery;
using Digest.Subscribers;
using Digest.Web.Pages.Admin.Overview;
using Digest.Web.Pages.Admin.Steps;
using Digest.Web.Sample;
using Digest.Web.Settings;
using Microsoft.AspNetCore.Mvc;

namespace Digest.Web.Pages.Admin;

/// <summary>
/// The first steps: the site's address, its digest on the screen, the mail server, the time. Each can be passed over and taken
/// again; what stands there is kept like any other setting.
/// </summary>
internal sealed class WelcomeModel(
    LiveSettings settings, KeptSettings kept, SettingsForm form, FeedsForm feeds, FeedsOptions feedOptions, SampleSiteState sample, FirstSteps steps,
    SiteDiscovery discovery, FirstReading reading, MailStep mail, MailTrial trial, SetupChecks checks, SiteOptions site, SmtpOptions smtp, NextEdition next) : AdminPage
{
    public const string Path = "/admin/welcome";
    public const int Last = 5;

    private static readonly IReadOnlyList<SettingField> SiteFields = SettingsCatalogue.Some("Site:Name", "Site:Tagline", "Site:Colour", "Site:Icon", "Site:Language", "Site:Licence");
    private static readonly IReadOnlyList<SettingField> MailFields = SettingsCatalogue.Some("Site:From", "Smtp:Host", "Smtp:Port", "Smtp:Security", "Smtp:UserName", "Smtp:Password");
    private static readonly IReadOnlyList<SettingField> TimeFields = SettingsCatalogue.Some("Editions:SendAt", "Editions:TimeZone", "Site:PostalAddress");

    private FormOutcome? outcome;

    /// <summary>The step that is open, from 1.</summary>
    public int Step { get; private set; } = 1;

    public long Seen { get; private set; }

    /// <summary>What kept the last form from being kept.</summary>
    public string? Trouble { get; private set; }

    public string TypedSite { get; private set; } = "";

    public string TypedFeed { get; private set; } = "";

    public string TypedTo { get; private set; } = "";

    public string? ToProblem { get; private set; }

    /// <summary>What was found; null: nothing was looked at yet.</summary>
    public DiscoveredSite? Found => InHand.Site;

    public FirstSteps.InHand InHand => steps.Of(AdminName);

    public bool IsSample => sample.FeedFile is not null;

    public string? FeedsPlace => feeds.Place;

    public IReadOnlyList<FeedLine> Feeds => IsSample ? [] : feeds.Lines(feedOptions);

    /// <summary>Whether a feed that was found is to be read: as suggested, and as kept once the list has been.</summary>
    public bool IsChosen(DiscoveredFeed feed) => InHand.IsKept ? Feeds.Any(line => line.Url == feed.Url) : feed.Suggested;

    public SiteOptions Site => site;

    public string Messages => smtp.Host.Length == 0 ? $"the folder {smtp.PickupFolder}" : $"{smtp.Host}:{smtp.Port}";

    public bool HasMailServer => smtp.Host.Length > 0;

    /// <summary>Whether there is anything to show as a digest.</summary>
    public bool HasDigest { get; private set; }

    /// <summary>The icon that was found but not kept yet, else the one that is; changes with it, so that browsers ask again.</summary>
    public string IconAddress => Found?.Icon is { } picture ? $"{Path}/icon?{picture.Bytes.Length}" : $"/icon?{settings.Version}";

    /// <summary>What still keeps readers from getting a digest, or from trusting it.</summary>
    public IReadOnlyList<Check> Missing { get; } = [.. checks.Read().Where(check => check.State is not CheckState.Good)];

    public IEnumerable<FieldView> SiteFieldsShown => SiteFields.Select(one => Step == 1 && outcome is not null ? form.View(one, outcome) : Proposal.Of(form.View(one), Found, InHand.IsKept, site.Name));

    public IEnumerable<FieldView> MailFieldsShown => MailFields.Select(one => Step == 3 && outcome is not null ? form.View(one, outcome) : Proposal.Of(form.View(one), Found, InHand.IsKept, site.Name));

    public IEnumerable<FieldView> TimeFieldsShown => TimeFields.Select(one => Step == 4 && outcome is not null ? form.View(one, outcome) : form.View(one));

    /// <summary>What a step has come to, in a word or two.</summary>
    public (string Word, bool Good) State(int step) => step switch
    {
        1 => IsSample ? ("the sample site stands in", false) : (site.Name, true),
        2 => IsSample ? ("the sample site's", false) : ("your own", true),
        3 => HasMailServer ? (smtp.Host, true) : ("to a folder, for trying out", false),
        4 => ($"{form.Value(SettingsCatalogue.Field("Editions:SendAt"))}, {form.Value(SettingsCatalogue.Field("Editions:TimeZone"))}", true),
        _ => ("", true),
    };

    public async Task OnGetAsync(int? step)
    {
        await settings.RefreshAsync(always: false, HttpContext.RequestAborted);
        Step = step is >= 1 and <= Last ? step.Value : IsSample ? 1 : HasMailServer ? 4 : 3;
        TypedSite = Found?.Typed ?? "";
        await ShowAsync();
    }

    /// <summary>Looks at the site whose address was typed.</summary>
    public async Task<IActionResult> OnPostLookAsync(string? address)
    {
        (InHand.Site, InHand.IsKept) = (await discovery.FindAsync(address ?? "", HttpContext.RequestAborted), false);
        return Go(1);
    }

    /// <summary>Keeps what the publication is, reads its feeds and shows the digest.</summary>
    public async Task<IActionResult> OnPostSiteAsync()
    {
        Step = 1;
        var posted = await Request.ReadFormAsync(HttpContext.RequestAborted);
        TypedSite = Found?.Typed ?? "";
        TypedFeed = posted["feed-typed"].ToString().Trim();
        var further = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        var chosen = posted["feed"].Select(url => url!).Append(TypedFeed).Where(url => url.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        if (feeds.Place is null && (chosen.Count > 0 || Feeds.Count > 0))
        {
            var lines = chosen.ConvertAll(url => Feeds.FirstOrDefault(line => line.Url == url) ?? new FeedLine(url, "15"));
            if (feeds.Problems(lines).Values.FirstOrDefault() is { } problem)
            {
                Trouble = $"The feed: {problem}";
                outcome = form.Read(SiteFields, posted);
                return await PageAsync();
            }
            foreach (var (key, value) in feeds.Changes(lines))
                further[key] = value;
        }
        // The sample's own post box must not stand below somebody else's digest.
        var isOwn = posted["Site:Name"].ToString().Trim() != SettingsCatalogue.Field("Site:Name").Default;
        if (isOwn && settings.Kept.Find("Site:PostalAddress") is null && !settings.Outside.Overrides("Site:PostalAddress"))
            further["Site:PostalAddress"] = "";
        outcome = await form.SaveAsync(SiteFields, posted, AdminName, further, HttpContext.RequestAborted);
        if (!outcome.Holds)
            return await FailedAsync();
        InHand.IsKept = true;
        InHand.FeedProblems = await reading.ReadAsync(Found, HttpContext.RequestAborted);
        return Go(2);
    }

    /// <summary>Tries the mail server with what was typed; keeps nothing of it.</summary>
    public async Task<IActionResult> OnPostTryAsync(string? to)
    {
        Step = 3;
        var posted = await Request.ReadFormAsync(HttpContext.RequestAborted);
        TypedTo = to?.Trim() ?? "";
        outcome = form.Read(MailFields, posted);
        if (!EmailAddress.TryParseTyped(TypedTo, out var recipient, out var problem))
            ToProblem = problem.English;
        var changes = new Dictionary<string, string?>(outcome.Changes, StringComparer.OrdinalIgnoreCase);
        changes.Remove("Smtp:Password");
        if (outcome.Problems.Count == 0 && settings.Problems(changes) is { Count: > 0 } problems)
            outcome = outcome with { Problems = problems };
        if (ToProblem is not null || outcome.Problems.Count > 0)
            return await FailedAsync();
        var options = mail.Tried(posted, InHand);
        InHand.Tried = options.Password.Length > 0 ? (options.Host, options.UserName, options.Password) : null;
        InHand.Trial = await trial.RunAsync(options, MailboxAddress.Parse(mail.Typed(posted, "Site:From")), recipient!.Value, site.Name, HttpContext.RequestAborted);
        return await PageAsync();
    }

    /// <summary>Keeps sender and mail server.</summary>
    public async Task<IActionResult> OnPostMailAsync()
    {
        Step = 3;
        var posted = await Request.ReadFormAsync(HttpContext.RequestAborted);
        outcome = await form.SaveAsync(MailFields, posted, AdminName, mail.PasswordTried(posted, InHand), HttpContext.RequestAborted);
        if (!outcome.Holds)
            return await FailedAsync();
        (InHand.Tried, InHand.Trial) = (null, null);
        return Go(4);
    }

    /// <summary>Keeps when it goes and the postal address.</summary>
    public async Task<IActionResult> OnPostTimeAsync()
    {
        Step = 4;
        var posted = await Request.ReadFormAsync(HttpContext.RequestAborted);
        outcome = await form.SaveAsync(TimeFields, posted, AdminName, further: null, HttpContext.RequestAborted);
        return outcome.Holds ? Go(Last) : await FailedAsync();
    }

    /// <summary>The first steps are behind.</summary>
    public async Task<IActionResult> OnPostDoneAsync()
    {
        await kept.WelcomedAsync(HttpContext.RequestAborted);
        return Done("/admin", "That was all. Everything can be changed under Settings.");
    }

    private StatusCodeResult Go(int step)
    {
        Response.Headers.Location = $"{Path}?step={step}#step-{step}";
        return StatusCode(StatusCodes.Status303SeeOther);
    }

    private Task<IActionResult> FailedAsync()
    {
        Trouble = outcome!.Meanwhile.Count > 0
            ? $"{outcome.Meanwhile[0].ChangedBy} has changed some of this meanwhile. Nothing of yours was kept yet and nothing is lost: look at it and save once more."
            : outcome.Problems.Count > 0 ? "Nothing was kept yet: something has to be put right below." : null;
        // What the fields of this step do not show is told here.
        if (outcome.Problems.Keys.FirstOrDefault(key => key.StartsWith("Feeds:", StringComparison.OrdinalIgnoreCase)) is { } feed)
            Trouble = $"The feed: {outcome.Problems[feed]}";
        return PageAsync();
    }

    private async Task<IActionResult> PageAsync()
    {
        await ShowAsync();
        return Page();
    }

    private async Task ShowAsync()
    {
        Seen = settings.Version;
        try
        {
            HasDigest = Step == 2 && await next.PreviewAsync(HttpContext.RequestAborted) is not null;
        }
        catch (TemplateException broken)
        {
            Trouble = $"The edition cannot be rendered: {broken.Message}";
        }
    }
}
