using Digest.Jobs.Alerts;
using Digest.Mail;
using Digest.Web.Sample;

namespace Digest.Web.Pages.Admin.Overview;

/// <summary>What keeps this installation from being a real one: the sample's settings, and what a newsletter needs by law or by sense.</summary>
internal sealed class SetupChecks(SiteOptions site, SmtpOptions smtp, SampleSiteState sample, AlertOptions alerts)
{
    private static readonly SiteOptions Sample = new();

    /// <summary>All of it; empty: nothing is left to do.</summary>
    public IReadOnlyList<Check> Read(long readers)
    {
        List<Check> checks = [.. Read(), Of(readers > 0, "Readers have signed up", "Nobody has signed up yet", CheckState.Warn, "/", "Open the sign-up page")];
        return checks.TrueForAll(check => check.State is CheckState.Good) ? [] : checks;
    }

    /// <summary>What is in the operator's hand.</summary>
    public IReadOnlyList<Check> Read() =>
        [
            Of(sample.FeedFile is null, "Your own feed is read", "The sample site's feed is read, not yours", CheckState.Bad, "/admin/welcome?step=1#step-1", "Give the site's address"),
            Of(!IsSampleSender, $"Messages come from {site.From}", "The sender is the sample site's: no mail server will take it", CheckState.Bad, "/admin/settings/sending#site-from", "Set the sender"),
            Of(smtp.Host.Length > 0, "A mail server takes the messages", "No mail server is named: messages go to a folder on this machine, not to readers", CheckState.Bad, "/admin/settings/sending#smtp-host", "Set the mail server"),
            Of(IsPublic, $"Readers reach the site at {site.Url}", $"The site's address is {site.Url}: links in messages lead nowhere for readers, or are not secured", CheckState.Bad, "/admin/settings/publication#site-url", "Set the address"),
            Of(HasPostalAddress, "Your postal address stands in every message", PostalAddressProblem, HasNoPostalAddress ? CheckState.Bad : CheckState.Warn, "/admin/settings/publication#site-postaladdress", "Set the postal address"),
            Of(IsWatched, "Somebody is told when something is wrong", "Nobody is told when something is wrong: Alerts:To names who gets a mail", CheckState.Warn, "/admin/settings/alerts#alerts-to", "Say who is told"),
        ];

    private bool IsSampleSender => site.From == Sample.From || (MailboxAddress.Parse(site.From).Domain is var domain && (domain.EndsWith(".example", StringComparison.OrdinalIgnoreCase) || domain == "localhost"));

    private bool IsPublic => Uri.TryCreate(site.Url, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps && !url.IsLoopback;

    private bool HasNoPostalAddress => string.IsNullOrWhiteSpace(site.PostalAddress);

    private bool HasPostalAddress => !HasNoPostalAddress && site.PostalAddress != Sample.PostalAddress;

    private string PostalAddressProblem => HasNoPostalAddress
        ? "Your postal address is missing: no edition goes without it, as the law of many countries wants it in every message"
        : "The postal address in the messages is the sample site’s; in many countries the law wants yours there";

    private bool IsWatched => alerts.To.Length > 0 || alerts.WebhookUrl.Length > 0;

    private static Check Of(bool done, string good, string missing, CheckState state, string link, string linkText) =>
        done ? new Check(CheckState.Good, good) : new Check(state, missing, link, linkText);
}
