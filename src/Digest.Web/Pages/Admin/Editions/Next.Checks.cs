using Digest.Editions.Checks;
using Digest.Rendering;
using Microsoft.AspNetCore.Mvc;

namespace Digest.Web.Pages.Admin.Editions;

/// <summary>What should be known before the edition goes.</summary>
internal sealed partial class NextModel
{
    public Checkup? Checkup { get; private set; }

    public async Task<IActionResult> OnPostLinksAsync(string? width, string? part, CancellationToken cancellation)
    {
        var back = Back(width, part, "before");
        try
        {
            if (await next.PreviewAsync(cancellation) is not { } preview)
                return Refused(back, "Nothing is new, so there is nothing to ask for.");
            var (asked, all) = await links.NowAsync(preview.Composition, cancellation);
            return asked == all
                ? Done(back, all == 1 ? "The one link was asked for." : $"{all} links and pictures were asked for.")
                : Refused(back, $"Of {all} links and pictures {asked} were asked for; for the others there was no time. Ask again, and they come first.");
        }
        catch (TemplateException broken)
        {
            return Refused(back, $"The edition cannot be rendered: {broken.Message}");
        }
    }
}
