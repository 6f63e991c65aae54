using System.Globalization;
using Microsoft.AspNetCore.Html;

namespace Digest.Rendering;

/// <summary>
/// The words that messages say more than once, or that do not stand in a template. They are English; where the site's language is
/// another, <see cref="Language"/> says so in the HTML, so that they are pronounced and set as English.
/// </summary>
public sealed class MessageWords
{
    private readonly string siteLanguage;

    internal MessageWords(string siteLanguage, bool rightToLeft)
    {
        this.siteLanguage = siteLanguage;
        var other = !siteLanguage.Split('-')[0].Equals("en", StringComparison.OrdinalIgnoreCase);
        Language = new HtmlString(!other ? "" : rightToLeft ? "lang=\"en\" dir=\"ltr\"" : "lang=\"en\"");
    }

    /// <summary>The attributes of an element that holds these words and none of the site's language; empty where that is English too.</summary>
    public IHtmlContent Language { get; }

    public string Greeting { get; } = "Dear reader,";

    public string ReadStory { get; } = "Read the story";

    public string Related { get; } = "Related";

    public string Licence { get; } = "Licence";

    public string Picture { get; } = "Picture";

    public string Preferences { get; } = "Choose how often, and about what";

    public string Unsubscribe { get; } = "Unsubscribe";

    public string InBrowser { get; } = "View in browser";

    public string SignUp { get; } = "Sign up";

    public string Confirm { get; } = "Confirm my subscription";

    public string OpenData { get; } = "Open my data";

    public string AgreeOld { get; } = "Yes, change it";

    public string AgreeNew { get; } = "Yes, this is my address";

    public string ToOpen { get; } = "To open it, use this address:";

    public string ToAgree { get; } = "To agree, open this address and press the button:";

    public string WholeEdition { get; } = "Read the whole edition";

    public string ToConfirm { get; } = "To confirm, open this address and press the button:";

#pragma warning disable CA1822 // Members, because a template reaches nothing but its model.
    public string Opening(int stories) =>
        stories == 1 ? "There is one story for you this time." : string.Create(CultureInfo.InvariantCulture, $"There are {stories} stories for you, the most important one first.");

    /// <summary>What is said where stories did not fit in.</summary>
    public string LeftOut(int stories) => stories == 1
        ? "One more story of this edition did not fit into this message."
        : string.Create(CultureInfo.InvariantCulture, $"{stories} more stories of this edition did not fit into this message.");

    public string GetsByMail(string site) => $"Readers of {site} get this by mail.";
#pragma warning restore CA1822

    internal string By(string byline) =>
        !siteLanguage.StartsWith("en", StringComparison.OrdinalIgnoreCase) || byline.StartsWith("By ", StringComparison.OrdinalIgnoreCase) ? byline : $"By {byline}";

    /// <summary>A credit that says what it is (<c>Drawing: …</c>, <c>© …</c>) is left alone.</summary>
    internal string Credit(string credit) => credit.Contains(':', StringComparison.Ordinal) || credit[0] == '©' ? credit : $"{Picture}: {credit}";

    internal static string SignedUp(string site) => $"You get this because you signed up at {site}.";

    internal static string WasAsked(string site) => $"You get this because you read {site} and somebody asked for it behind the link in one of your messages.";

    internal static string WasNamed(string site) => $"You get this because a reader of {site} named this address as theirs. Unless you agree, nothing more is sent to it.";

    internal static string WasEntered(string site) =>
        $"You get this because this address was entered in the sign-up form of {site}. Unless you confirm, no edition is sent to it.";
}
