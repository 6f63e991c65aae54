using Digest.Jobs.Alerts;
using Digest.Mail;
using Digest.Web.Sample;

namespace Digest.Web.Pages.Admin.Overview;

/// <summary>What keeps this installation from being a real one: the sample's settings, and what a newsletter needs by law or by sense.</summary>
internal sealed class SetupChecks(SiteOptions site, SmtpOptions smtp, SampleSiteState sample, AlertOptions alerts)
{
    private const string Settings = "/admin/settings";
    private static readonly SiteOptions Sample = new();

    /// <summary>What is left to do; empty: nothing.</summary>
    public IReadOnlyList<Check> Read(long readers)
    {
        var checks = new List<Check>
        {
            Of(sample.FeedFile is null, "Your own feed is read", "The sample site's feed is read, not yours", CheckState.Bad, "/admin/feeds", "Give your feed"),
            Of(!IsSampleSender, $"Messages come from {site.From}", "The sender is the sample site's: no mail server will take it", CheckState.Bad, Settings, "Set the sender"),
            Of(smtp.Host.Length > 0, "A mail server takes the messages", "No mail server is named: messages go to a folder on this machine, not to readers", CheckState.Bad, Settings, "Set the mail server"),
            Of(IsPublic, $"Readers reach the site at {site.Url}", $"The site's address is {site.Url}: links in messages lead nowhere for readers, or are not secured", CheckState.Bad, Settings, "Set the address"),
            Of(HasPostalAddress, "Your postal address stands in every message", "Your postal address is missing from the messages; in many countries the law wants it there", CheckState.Warn, Settings, "Set the postal address"),
            Of(IsWatched, "Somebody is told when something is wrong", "Nobody is told when something is wrong: Alerts:To names who gets a mail", CheckState.Warn, Settings, "Say who is told"),
            Of(readers > 0, "Readers have signed up", "Nobody has signed up yet", CheckState.Warn, "/", "Open the sign-up page"),
        };
        return checks.TrueForAll(check => check.State is CheckState.Good) ? [] : checks;
    }

    private bool IsSampleSender => site.From == Sample.From || (MailboxAddress.Parse(site.From).Domain is var domain && (domain.EndsWith(".example", StringComparison.OrdinalIgnoreCase) || domain == "localhost"));

    private bool IsPublic => Uri.TryCreate(site.Url, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps && !url.IsLoopback;

    private bool HasPostalAddress => site.PostalAddress.Length > 0 && site.PostalAddress != Sample.PostalAddress;

    private bool IsWatched => alerts.To.Length > 0 || alerts.WebhookUrl.Length > 0;

    private static Check Of(bool done, string good, string missing, CheckState state, string link, string linkText) =>
        done ? new Check(CheckState.Good, good) : new Check(state, missing, link, linkText);
}
