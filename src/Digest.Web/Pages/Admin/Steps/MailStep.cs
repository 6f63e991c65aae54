using System.Globalization;
using Digest.Mail;
using Digest.Web.Settings;

namespace Digest.Web.Pages.Admin.Steps;

/// <summary>The mail server as it was typed, for trying it and for keeping it.</summary>
internal sealed class MailStep(LiveSettings settings, SettingsForm form, SmtpOptions smtp)
{
    /// <summary>What stands in a field, changed or not; what holds where it is not asked for.</summary>
    public string Typed(IFormCollection posted, string key)
    {
        var field = SettingsCatalogue.Field(key);
        if (settings.Outside.Overrides(key) || !posted.ContainsKey(key))
            return form.Value(field);
        var typed = posted[key].ToString().Trim();
        return typed.Length > 0 || key is "Smtp:Host" or "Smtp:UserName" ? typed : field.Default;
    }

    /// <summary>The options as they would be with what was typed. A password that is kept goes to the server and user that it belongs to, nowhere else.</summary>
    public SmtpOptions Tried(IFormCollection posted, FirstSteps.InHand inHand)
    {
        var options = smtp.Snapshot();
        var (host, user) = (Typed(posted, "Smtp:Host"), Typed(posted, "Smtp:UserName"));
        var password = posted["Smtp:Password"].ToString().Trim() is { Length: > 0 } typed && !settings.Outside.Overrides("Smtp:Password") ? typed
            : inHand.Tried is { } tried && (tried.Host, tried.UserName) == (host, user) ? tried.Password
            : (options.Host, options.UserName) == (host, user) ? options.Password
            : "";
        return new SmtpOptions
        {
            Host = host,
            UserName = user,
            Password = password,
            Port = int.Parse(Typed(posted, "Smtp:Port"), CultureInfo.InvariantCulture),
            Security = Enum.Parse<SmtpSecurity>(Typed(posted, "Smtp:Security")),
            TokenFile = (options.Host, options.UserName) == (host, user) ? options.TokenFile : "",
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
