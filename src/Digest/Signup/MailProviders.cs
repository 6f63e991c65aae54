namespace Digest.Signup;

/// <summary>Domains where very many readers have their mailbox.</summary>
public static class MailProviders
{
    public static readonly IReadOnlySet<string> Large = new HashSet<string>(StringComparer.Ordinal)
    {
        "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "msn.com", "yahoo.com", "icloud.com", "me.com", "aol.com", "proton.me", "protonmail.com",
        "gmx.de", "gmx.net", "gmx.at", "web.de", "t-online.de", "freenet.de", "orange.fr", "wanadoo.fr", "free.fr", "laposte.net", "sfr.fr",
        "hotmail.es", "hotmail.fr", "hotmail.co.uk", "outlook.es", "outlook.fr", "outlook.de", "yahoo.es", "yahoo.fr", "yahoo.de", "yahoo.co.uk", "telefonica.net",
        "btinternet.com", "comcast.net", "verizon.net", "att.net", "libero.it", "mail.ru", "yandex.ru", "qq.com", "163.com", "fastmail.com", "zoho.com",
    };
}
