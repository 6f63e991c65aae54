using Digest.Editions;
using Digest.Signup;

namespace Digest.Web.Pages.Signup;

/// <summary>The sign-up page.</summary>
internal sealed class IndexModel(Asking asking, PublishedEditions editions) : ReaderPage
{
    public SignupForm Form { get; } = new(asking.FormText);

    public PublishedEdition? LastEdition { get; private set; }

    public async Task OnGetAsync() => LastEdition = await editions.NewestAsync(1) is [var newest] ? newest : null;
}
