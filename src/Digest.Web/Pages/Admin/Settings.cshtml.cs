using Digest.Stories;
using Digest.Web.Settings;

namespace Digest.Web.Pages.Admin;

/// <summary>All settings that may be kept in the database, and where each comes from.</summary>
internal sealed class SettingsModel(LiveSettings settings, SettingsForm form, FeedsForm feeds, FeedsOptions options) : AdminPage
{
    public IReadOnlyList<FeedLine> Feeds => feeds.Lines(options);

    public string? FeedsPlace => feeds.Place;

    public KeptSetting? FeedsChange => feeds.LastChange;

    public Task OnGetAsync() => settings.RefreshAsync(always: false, HttpContext.RequestAborted);

    public IEnumerable<FieldView> Fields(SettingGroup group) => group.Fields.Select(form.View);
}
