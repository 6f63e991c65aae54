namespace Digest.Stories.Pages;

/// <summary>What came of asking whether a page is still there.</summary>
internal abstract record PageLook
{
    private PageLook()
    {
    }

    /// <summary>It is.</summary>
    /// <param name="Headlines">What it calls its story.</param>
    public sealed record There(PageHeadlines Headlines) : PageLook;

    /// <summary>404 or 410.</summary>
    public sealed record Gone : PageLook;

    /// <summary>It could not be asked for.</summary>
    /// <param name="Problem">Why, in a sentence.</param>
    public sealed record Unknown(string Problem) : PageLook;
}
