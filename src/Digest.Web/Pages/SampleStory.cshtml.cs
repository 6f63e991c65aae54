using Digest.Web.Sample;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Digest.Web.Pages;

/// <summary>A story of the sample site: where the links of a first edition lead.</summary>
internal sealed class SampleStoryModel(SampleSiteState sample) : PageModel
{
    public SampleStory Story { get; private set; } = null!;

    public IActionResult OnGet(string slug)
    {
        if (sample.FeedFile is null || SampleStory.Find(sample.FeedFile, slug) is not { } story)
            return NotFound();
        Story = story;
        return Page();
    }
}
