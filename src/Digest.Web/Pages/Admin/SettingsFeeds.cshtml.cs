using Digest.Stories;
using Digest.Web.Settings;
using Microsoft.AspNetCore.Mvc;

namespace Digest.Web.Pages.Admin;

/// <summary>The feeds: add, take away, put in order.</summary>
internal sealed class SettingsFeedsModel(LiveSettings settings, FeedsForm feeds, SettingsForm form, FeedsOptions options) : AdminPage
{
    public IReadOnlyList<FeedLine> Lines { get; private set; } = [];

    public IReadOnlyDictionary<int, string> Problems { get; private set; } = new Dictionary<int, string>();

    public string? Trouble { get; private set; }

    public string? Place => feeds.Place;

    public KeptSetting? LastChange => feeds.LastChange;

    public long Seen { get; private set; }

    public async Task OnGetAsync()
    {
        await settings.RefreshAsync(always: false, HttpContext.RequestAborted);
        (Lines, Seen) = (feeds.Lines(options), settings.Version);
    }

    public async Task<IActionResult> OnPostAsync(int? up, int? remove)
    {
        await settings.RefreshAsync(always: false, HttpContext.RequestAborted);
        if (Place is not null)
            return Refused("/admin/settings/feeds", $"The feeds are set in {Place}.");
        var posted = await Request.ReadFormAsync(HttpContext.RequestAborted);
        var lines = FeedsForm.Typed(posted, up, remove);
        var (problems, meanwhile) = await feeds.SaveAsync(lines, form.SeenIn(posted), AdminName, HttpContext.RequestAborted);
        if (problems.Count == 0 && meanwhile is null)
            return Done("/admin/settings/feeds", lines.Count == 0 ? "Saved: there is no feed now, the sample site stands in." : "Saved. New feeds are read within a minute.");
        (Lines, Problems, Seen) = (lines, problems, settings.Version);
        Trouble = meanwhile is null
            ? "Nothing was kept yet: something has to be put right below."
            : $"{meanwhile.ChangedBy} has changed the feeds meanwhile: {Words(feeds.Lines(options))}. Yours stand below and nothing is lost; save once more to put them in their place.";
        return Page();
    }

    private static string Words(IReadOnlyList<FeedLine> lines) => lines.Count == 0 ? "there is none" : string.Join(", ", lines.Select(line => line.Url));
}
