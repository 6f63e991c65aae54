using System.Globalization;
using Digest.Mail;
using Digest.Web.Settings;

namespace Digest.Web.Pages.Admin.Steps;

/// <summary>The mail server as it was typed, for trying it and for keeping it.</summary>
internal sealed class MailStep(LiveSettings settings, SettingsForm form, SmtpOptions smtp)
{
    /// <summary>What stands in a field, or holds where it was left empty.</summary>
    public string Typed(FormOutcome outcome, string key) => outcome.Typed.TryGetValue(key, out var typed) && typed.Length > 0 ? typed
        : key is "Smtp:Host" or "Smtp:UserName" && !settings.Outside.Overrides(key) ? "" : form.Value(SettingsCatalogue.Field(key));

    /// <summary>The options as they would be with what was typed. A password that is kept goes to the server and user that it belongs to, nowhere else.</summary>
    public SmtpOptions Tried(FormOutcome outcome, IFormCollection posted, FirstSteps.InHand inHand)
    {
        var options = smtp.Snapshot();
        var (host, user) = (Typed(outcome, "Smtp:Host"), Typed(outcome, "Smtp:UserName"));
        var password = posted["Smtp:Password"].ToString().Trim() is { Length: > 0 } typed && !settings.Outside.Overrides("Smtp:Password") ? typed
            : inHand.Tried is { } tried && (tried.Host, tried.UserName) == (host, user) ? tried.Password
            : (options.Host, options.UserName) == (host, user) ? options.Password
            : "";
        return new SmtpOptions
        {
            Host = host,
            UserName = user,
            Password = password,
            Port = int.Parse(Typed(outcome, "Smtp:Port"), CultureInfo.InvariantCulture),
            Security = Enum.Parse<SmtpSecurity>(Typed(outcome, "Smtp:Security")),
            PickupFolder = options.PickupFolder,
        };
    }

    /// <summary>The password that was tried with this server and user need not be typed again.</summary>
    public Dictionary<string, string?> PasswordTried(IFormCollection posted, FirstSteps.InHand inHand) =>
        posted["Smtp:Password"].ToString().Length == 0 && !settings.Outside.Overrides("Smtp:Password")
        && inHand.Tried is { } tried && tried.Host == posted["Smtp:Host"].ToString().Trim() && tried.UserName == posted["Smtp:UserName"].ToString().Trim()
            ? new(StringComparer.OrdinalIgnoreCase) { ["Smtp:Password"] = tried.Password }
            : new(StringComparer.OrdinalIgnoreCase);
}
