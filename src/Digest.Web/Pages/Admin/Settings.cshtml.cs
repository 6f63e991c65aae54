using Digest.Stories;
using Digest.Web.Settings;

namespace Digest.Web.Pages.Admin;

/// <summary>All settings that may be kept in the database, and where each comes from.</summary>
internal sealed class SettingsModel(LiveSettings settings, SettingsForm form, FeedsForm feeds, FeedsOptions options, SiteIcon icon) : AdminPage
{
    public IReadOnlyList<FeedLine> Feeds => feeds.Lines(options);

    public string? FeedsPlace => feeds.Place;

    public KeptSetting? FeedsChange => feeds.LastChange;

    /// <summary>Why the icon that is set is not shown; null: it is, or none is set.</summary>
    public string? IconProblem { get; private set; }

    public async Task OnGetAsync()
    {
        await settings.RefreshAsync(always: false, HttpContext.RequestAborted);
        IconProblem = await icon.ProblemAsync(HttpContext.RequestAborted);
    }

    public IEnumerable<FieldView> Fields(SettingGroup group) => group.Fields.Select(form.View);
}
