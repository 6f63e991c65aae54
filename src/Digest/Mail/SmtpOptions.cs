using System.ComponentModel.DataAnnotations;

namespace Digest.Mail;

/// <summary>How messages leave this machine (settings section <c>Smtp</c>).</summary>
public sealed class SmtpOptions
{
    private readonly Lock changing = new();

    /// <summary>The mail server's name or address. Empty (the default): messages go to <see cref="PickupFolder"/> as files.</summary>
    [StringLength(255)]
    public string Host { get; set; } = "";

    /// <summary>The server's port. Default: 587, the submission port (RFC 6409 §3.1); implicit TLS is usually 465, a relay 25.</summary>
    [Range(1, 65535)]
    public int Port { get; set; } = 587;

    /// <summary>How the connection is protected. Default: STARTTLS where the server offers it.</summary>
    public SmtpSecurity Security { get; set; } = SmtpSecurity.StartTlsWhenAvailable;

    /// <summary>The name to sign in with. Empty: no sign-in.</summary>
    [StringLength(255)]
    public string UserName { get; set; } = "";

    /// <summary>The password. Keep it in <c>appsettings.Local.json</c> or in the variable <c>Smtp__Password</c>.</summary>
    [StringLength(1000)]
    public string Password { get; set; } = "";

    /// <summary>
    /// A file with an access token, for servers that want XOAUTH2 (Google, Microsoft): another program keeps it fresh, and it is
    /// read anew for each connection. Relative to the settings' folder. Empty (the default): the password is used.
    /// </summary>
    public string TokenFile { get; set; } = "";

    /// <summary>Where messages are put as <c>.eml</c> files while <see cref="Host"/> is empty; relative to the settings' folder.</summary>
    [Required]
    public string PickupFolder { get; set; } = "data/outbox";

    /// <summary>Connections held open at once, 1 to 100. Default: 4.</summary>
    [Range(1, 100)]
    public int MaxConnections { get; set; } = 4;

    /// <summary>Messages begun per second over all connections; 0 (the default): no limit.</summary>
    [Range(0, 100_000)]
    public int MaxPerSecond { get; set; }

    /// <summary>
    /// Limits for the domains of recipients, separated by commas: <c>gmail.com 20/s, web.de 600/min, mail.example 2000/h</c>. Each names
    /// one domain, not those below it. Empty (the default): none. Counted in each process that submits.
    /// </summary>
    [StringLength(10_000), DomainLimits]
    public string DomainLimits { get; set; } = "";

    /// <summary>Messages after which a connection is closed and opened anew, 1 to 100,000. Default: 100.</summary>
    [Range(1, 100_000)]
    public int MessagesPerConnection { get; set; } = 100;

    /// <summary>A copy of all values at one moment: a connection begins with what belongs together.</summary>
    public SmtpOptions Snapshot()
    {
        lock (changing)
            return (SmtpOptions)MemberwiseClone();
    }

    /// <summary>Lets nobody take a <see cref="Snapshot"/> in the middle of a change.</summary>
    public void ChangeTogether(Action change)
    {
        lock (changing)
            change();
    }
}

/// <summary>How a connection to the mail server is protected.</summary>
public enum SmtpSecurity
{
    /// <summary>Clear text. For a server on this machine or a trusted network only.</summary>
    None,

    /// <summary>STARTTLS or nothing is sent (RFC 3207).</summary>
    StartTls,

    /// <summary>STARTTLS when the server offers it, else clear text without sign-in.</summary>
    StartTlsWhenAvailable,

    /// <summary>TLS from the first byte (RFC 8314 §3.3).</summary>
    Tls,
}
