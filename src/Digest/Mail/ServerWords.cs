namespace Digest.Mail;

/// <summary>What the words of mail servers, and of the system that did not reach one, usually mean; for people who do not read SMTP.</summary>
public static class ServerWords
{
    private static readonly (string[] Words, string Meaning)[] Known =
    [
        (["the folder "], "The folder for messages cannot be written to: look at Smtp:PickupFolder, the rights on it and the room on its disk."),
        (["not encrypted", "requires; nothing was sent in clear text"], "The server offers no encryption here: look at Smtp:Security and Smtp:Port (587 for StartTls, 465 for Tls)."),
        (["refused the sign-in", "authentication failed", "neither PLAIN nor LOGIN", "535"], "Usually the user name or the password is wrong: look at Smtp:UserName and Smtp:Password. Many providers want a password made for programs, not one's own."),
        (["authentication required", "530 "], "The server wants a sign-in: set Smtp:UserName and Smtp:Password."),
        (["certificate", "SSL", "TLS", "handshake"], "Usually Smtp:Host is not the name that stands in the server's certificate, or the port belongs to another kind of encryption (587 for StartTls, 465 for Tls)."),
        (["DMARC", "DKIM", "SPF", "5.7.26"], "The receiving side does not believe that this server may send for the sender's domain: look at its SPF, DKIM and DMARC records."),
        (["relay", "5.7.1 "], "Usually the server does not send for this sender or this machine: look at Site:From, and at what the provider allows."),
        (["5.1.7", "5.1.8", "sender address", "sender rejected"], "The server does not accept the sender's address: look at Site:From."),
        (["spam", "blocked", "blacklist", "blocklist", "reputation", "listed"], "The server, or the network it stands in, has a bad name with the receiving side: ask the provider of the mail server."),
        (["connection refused", "actively refused"], "Usually no mail server listens there: look at Smtp:Host and Smtp:Port, and see whether the server runs."),
        (["name or service not known", "no such host", "name does not resolve", "nodename", "the name has no address", "temporary failure in name resolution"], "There is no machine of that name, or no name service: look at Smtp:Host for a slip."),
        (["nothing happened for", "timed out", "unreachable", "no route"], "Usually a firewall stands between, or the provider of this machine blocks mail: look at Smtp:Host and Smtp:Port, and ask for port 587 or 465."),
        (["421", "try again", "too many", "rate", "limit", "busy"], "The server is busy, or this sender has sent as much as it allows: it goes on by itself. Smtp:MaxConnections and Smtp:MaxPerSecond slow it down."),
        (["spoke out of turn", "closed the connection", "reset by peer", "broken pipe"], "The server hung up: often the port belongs to another kind of encryption (587 for StartTls, 465 for Tls), or the server does not know this machine."),
    ];

    /// <summary>A sentence or two for the operator.</summary>
    /// <param name="words">What was said: an answer with its code, or the system's reason.</param>
    public static string Meaning(string words) =>
        Known.FirstOrDefault(one => one.Words.Any(word => words.Contains(word, StringComparison.OrdinalIgnoreCase))).Meaning
        ?? "Look at the settings of the mail server, and ask its provider what these words mean.";
}
