using Digest.Stories;

namespace Digest.Web.Pages.Admin;

/// <summary>What to do about a feed that is not fine, by what its problem says.</summary>
internal static class FeedAdvice
{
    // The first words that the problem contains decide.
    private static readonly (string Words, string Advice)[] ByWords =
    [
        ("web page, not a feed", "The settings name a page. Look for the feed's own address, often linked at the foot of the site as RSS."),
        ("This is ", "Open the address in a browser: what is there is no feed. Correct it in the settings."),
        ("The feed is empty", "Whoever looks after the site should look why its feed is empty."),
        ("there is no file", "Correct the path in the settings, or put the file there."),
        ("the file ", "The user that runs Digest must be allowed to read the file."),
        ("host's name", "Look for a typing mistake in the address. If it is right, the machine's name server may be out of order."),
        ("certificate", "The site's certificate has expired or is not valid; whoever looks after the site renews it."),
        ("answered 401", "The site keeps the feed to itself. Ask whoever looks after it for an address that needs no password."),
        ("answered 403", "The site turns Digest away. Ask whoever looks after it to let it through."),
        ("answered 404", "The feed has moved or never was there. Look for its address on the site and correct it in the settings."),
        ("answered 429", "The site asks to be read less often. Digest waits; set more minutes between two readings if it comes back."),
        ("answered 5", "The site itself is in trouble. Digest tries again by itself."),
        ("asks for patience", "The site asks to wait. Digest does, and tries again by itself."),
        ("larger than", "The feed is too large. Whoever looks after the site can limit it to the newest stories."),
        ("redirects more than", "The address leads in circles. Whoever looks after the site should mend it."),
        ("AllowPrivateAddresses", "If the feed lies on your own network, set Net:AllowPrivateAddresses to true."),
        ("the log says more", "Digest could not make sense of it. Please show the feed to whoever looks after Digest."),
    ];

    /// <summary>A sentence or two; null: there is nothing to do.</summary>
    public static string? For(FeedState feed) => feed.Condition switch
    {
        FeedCondition.Fine => null,
        FeedCondition.NotReadYet => "It is read within a minute of the start.",
        FeedCondition.NotInSettings => "Its stories stay; it is no longer read.",
        FeedCondition.Gone => "Or take it out of them. If the site says so by mistake, read it now.",
        _ => Array.Find(ByWords, one => feed.Problem?.Contains(one.Words, StringComparison.Ordinal) == true).Advice ?? "Digest tries again by itself. If it lasts, open the address in a browser and see what is there.",
    };
}
