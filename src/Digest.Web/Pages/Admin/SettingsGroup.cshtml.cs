using Digest.Web.Settings;
using Microsoft.AspNetCore.Mvc;

namespace Digest.Web.Pages.Admin;

/// <summary>Settings that belong together, to be changed.</summary>
internal sealed class SettingsGroupModel(LiveSettings settings, SettingsForm form) : AdminPage
{
    private FormOutcome? outcome;

    public SettingGroup Group { get; private set; } = null!;

    public long Seen { get; private set; }

    /// <summary>What stands above the form where it could not be kept.</summary>
    public string? Trouble { get; private set; }

    public IEnumerable<FieldView> Fields => Group.Fields.Select(one => outcome is null ? form.View(one) : form.View(one, outcome));

    public async Task<IActionResult> OnGetAsync(string slug)
    {
        await settings.RefreshAsync(always: false, HttpContext.RequestAborted);
        Seen = settings.Version;
        return Find(slug) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(string slug, string? reset)
    {
        if (!Find(slug))
            return NotFound();
        await settings.RefreshAsync(always: false, HttpContext.RequestAborted);
        var posted = await Request.ReadFormAsync(HttpContext.RequestAborted);
        return reset is not null ? await ResetAsync(reset, posted) : await SaveAsync(posted);
    }

    private async Task<IActionResult> SaveAsync(IFormCollection posted)
    {
        outcome = await form.SaveAsync(Group.Fields, posted, AdminName, further: null, HttpContext.RequestAborted);
        if (outcome.Holds)
            return Done("/admin/settings", outcome.Changed ? $"{Group.Title}: saved. It holds from now on." : $"{Group.Title}: nothing was changed.");
        Seen = settings.Version;
        Trouble = outcome.Meanwhile.Count > 0
            ? $"{outcome.Meanwhile[0].ChangedBy} has changed some of this meanwhile. Nothing of yours was kept yet and nothing is lost: look at the marked fields and save once more."
            : "Nothing was kept yet: something has to be put right in the marked fields.";
        return Page();
    }

    /// <summary>One setting goes back; what else was typed stays in the form.</summary>
    private async Task<IActionResult> ResetAsync(string key, IFormCollection posted)
    {
        if (Group.Fields.FirstOrDefault(field => field.Key == key) is not { } field)
            return BadRequest();
        outcome = form.Read(Group.Fields, posted);
        var changes = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase) { [key] = null };
        var problem = settings.Problems(changes).Values.FirstOrDefault();
        var meanwhile = problem is null ? await settings.ChangeAsync(changes, changed => changed == key, form.SeenIn(posted), AdminName, HttpContext.RequestAborted) : [];
        var isBack = problem is null && meanwhile.Count == 0;
        if (isBack && outcome.Changes.Keys.All(changed => changed == key))
            return Done($"/admin/settings/{Group.Slug}", $"{field.Label} is back to the default.");
        outcome.Typed.Remove(key);
        outcome = outcome with
        {
            Problems = problem is null ? new Dictionary<string, string>() : new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { [key] = problem },
            Meanwhile = [.. outcome.Meanwhile.Where(row => row.Key != key), .. meanwhile],
        };
        Seen = settings.Version;
        Trouble = isBack ? $"{field.Label} is back to the default. What else you typed is still here and not saved yet."
            : problem is null ? $"{meanwhile[0].ChangedBy} has changed {field.Label} meanwhile: it was left as it is. Press the button once more to put it back."
            : "It could not be put back.";
        return Page();
    }

    private bool Find(string slug)
    {
        Group = SettingsCatalogue.Group(slug)!;
        return Group is not null && slug != SettingsCatalogue.FeedsSlug;
    }
}
