using Digest.Editions;
using Digest.Web.Pages.Archive;
using Digest.Web.Settings;

namespace Digest.Web.Pages.Signup;

/// <summary>The sign-up page: who writes, what comes and how often, and what the latest edition was like.</summary>
internal sealed class IndexModel(PublishedEditions published, AppSettings settings, RequestLanguage language) : ReaderPage
{
    private const int Shown = 5;

    private IReadOnlyList<PublishedHeadline> headlines = [];

    public SignupForm Form { get; } = new();

    public PublishedEdition? Latest { get; private set; }

    public string SendAt => settings.Editions.SendAt;

    /// <summary>The first story's dek; the edition is named after that story.</summary>
    public string? LeadDek => headlines.Count > 0 && headlines[0].Headline == Latest!.Title ? headlines[0].Dek : null;

    /// <summary>What else was in it.</summary>
    public IReadOnlyList<string> Others => EditionHeadlines.BesidesTitle(Latest!, headlines, Shown);

    public async Task OnGetAsync()
    {
        if (await published.NewestAsync(1) is not [var newest])
            return;
        Latest = newest;
        headlines = await published.HeadlinesAsync([newest.Slug]);
    }

    public string Day(PublishedEdition edition) => language.Words.Day(EditionDay.Of(edition, settings.Editions));

    public string Machine(PublishedEdition edition) => EditionDay.Machine(edition, settings.Editions);
}
