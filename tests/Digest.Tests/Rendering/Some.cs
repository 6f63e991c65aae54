using Digest.Rendering;

namespace Digest.Tests.Rendering;

/// <summary>A site and stories to render.</summary>
internal static class Some
{
    // One engine for all tests, as in the program: it is made once and renders side by side.
    public static readonly ITemplateEngine Templates = new RazorTemplateEngine();

    public static SiteOptions Site => new()
    {
        Name = "The Tidewater Gazette",
        Url = "https://gazette.example",
        PostalAddress = "The Tidewater Gazette, 1 Pier Head, Tidewater",
        Licence = "Creative Commons Attribution 4.0 (CC BY 4.0)",
    };

    public static StoryContent Story => new()
    {
        Headline = "Ferry returns after eleven weeks",
        Link = "https://gazette.example/news/ferry-returns",
    };

    public static DigestContent Digest(params IReadOnlyList<StoryContent> stories) =>
        new(stories[0].Headline, Preheader: null, new DateOnly(2026, 3, 4), stories, "https://gazette.example/editions/2026-03-04");

    public static MessageRenderer Renderer(SiteOptions? site = null) => new(Templates, site ?? Site);
}
