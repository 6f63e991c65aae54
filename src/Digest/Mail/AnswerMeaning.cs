using System.Globalization;
using System.Text.RegularExpressions;

namespace Digest.Mail;

/// <summary>What a mail server's answers usually mean, and what helps. Its own words come first; these stand beside them.</summary>
public static partial class AnswerMeaning
{
    /// <summary>By enhanced code (RFC 3463), which says more than the number.</summary>
    private static readonly Dictionary<string, string> ByEnhanced = new(StringComparer.Ordinal)
    {
        ["5.1.1"] = "There is no such mailbox at that domain. Look for a typing mistake in the address.",
        ["5.1.2"] = "The domain of the address does not exist or takes no mail.",
        ["5.1.3"] = "The server does not understand the address.",
        ["5.1.6"] = "The mailbox has moved and nobody said where to.",
        ["5.1.7"] = "The server does not accept the sender's address. It must be one that may be used with this account.",
        ["5.1.8"] = "The domain of the sender's address does not exist or has no mail server. Set a sender at a domain of yours.",
        ["5.1.10"] = "The recipient's domain says that it takes no mail at all.",
        ["5.2.1"] = "The mailbox is disabled.",
        ["5.2.2"] = "The mailbox is full.",
        ["4.2.2"] = "The mailbox is full; it may have room again later.",
        ["5.2.3"] = "The message is larger than the mailbox takes.",
        ["5.3.4"] = "The message is larger than the server takes.",
        ["5.4.1"] = "The recipient's server does not know the address or does not answer.",
        ["5.5.1"] = "The server does not do what was asked at this point; often it wants a sign-in or encryption first.",
        ["5.5.4"] = "The server does not accept how this machine names itself, or a parameter of the command.",
        ["5.6.7"] = "The server cannot handle an address with characters other than ASCII.",
        ["5.7.0"] = "The server demands a sign-in or encryption that was not given. Set a user name and password, and STARTTLS or TLS.",
        ["5.7.1"] = "The server will not pass this message on for you. Either it wants you to sign in first (user name and password), or this account may not use that sender's address.",
        ["5.7.3"] = "The server wants a sign-in before it takes messages. Set user name and password.",
        ["5.7.8"] = "The server knows no such user name and password. Many providers want a password made for programs, not the one you sign in with.",
        ["5.7.9"] = "The account wants a stronger way to sign in: as a rule, make a password for programs (an app password) and use that.",
        ["5.7.14"] = "The provider wants you to sign in with a browser once, or to make a password for programs.",
        ["5.7.11"] = "The server wants an encrypted connection for a sign-in. Choose STARTTLS (port 587) or TLS (port 465).",
        ["5.7.23"] = "The sender's domain does not allow this server to send for it (SPF). Its DNS must name the server.",
        ["5.7.25"] = "The address of the server that sends has no name in the DNS (PTR), which the recipient's server demands.",
        ["5.7.26"] = "The recipient's server wants the message to be authenticated: set SPF and DKIM for the sender's domain.",
        ["5.7.57"] = "The server takes no message without a sign-in. Set user name and password.",
        ["5.7.60"] = "The account that signed in may not send as this sender. Use the account's own address as the sender, or have it allowed to send as the other.",
        ["5.7.64"] = "The server does not pass messages on from this address: the provider must be told of it, or you sign in.",
        ["5.7.139"] = "The provider has switched sign-in by password off for this account. It must be allowed for it, or another way be used.",
        ["5.7.515"] = "The recipient's server demands SPF, DKIM and DMARC of the sender's domain.",
        ["4.7.0"] = "The server is careful with senders that it does not know yet, or wants less at a time. Digest tries again by itself.",
        ["4.7.1"] = "The server puts off what it does not know yet (greylisting). Digest tries again by itself.",
        ["4.7.12"] = "The account must get a new password before it may send.",
        ["4.7.28"] = "Too much came from this address at once. Lower the messages per second; Digest tries again by itself.",
    };

    private static readonly Dictionary<int, string> ByCode = new()
    {
        [421] = "The server takes nothing now: it is busy, being looked after, or has had enough from this address for the moment. Try again in a few minutes.",
        [432] = "The account needs a new password.",
        [450] = "The mailbox cannot be reached now, or the server puts off what it does not know yet. Digest tries again by itself.",
        [451] = "Something went wrong on the server's side, or it puts off what it does not know yet. Digest tries again by itself.",
        [452] = "The server is full or has had enough for the moment. Digest tries again by itself.",
        [454] = "The server cannot check sign-ins, or cannot encrypt, just now. Try again in a few minutes.",
        [501] = "The server does not understand the address, or how this machine names itself.",
        [502] = "The server does not know the command. Is it a mail server, and is this the port for submitting messages (587 or 465)?",
        [503] = "The server wants something else first, as a rule a sign-in: set user name and password.",
        [504] = "The server does not know this way to sign in.",
        [521] = "This server takes no mail at all. Another name is meant.",
        [523] = "The message is larger than the server takes.",
        [530] = "The server wants a sign-in or an encrypted connection first. Set user name and password, and STARTTLS (port 587) or TLS (port 465).",
        [534] = "The account wants a stronger way to sign in: as a rule, make a password for programs (an app password) and use that.",
        [535] = "User name or password is wrong. Many providers want a password made for programs, and the whole mail address as the user name.",
        [538] = "The server wants an encrypted connection for a sign-in. Choose STARTTLS (port 587) or TLS (port 465).",
        [550] = "The server refuses the recipient: there is no such mailbox, or it does not pass messages on for you without a sign-in.",
        [551] = "The recipient is not at this server, and it does not pass messages on for you.",
        [552] = "The message is too large, or the mailbox is full.",
        [553] = "The server does not allow this sender, or does not understand an address. The sender must be one that belongs to the account.",
        [554] = "The server refuses the message or this machine altogether; its words say why. Often the address of this machine is on a list of senders of unwanted mail.",
        [555] = "The server does not know a parameter that it offered.",
        [556] = "The recipient's domain takes no mail.",
    };

    /// <summary>What an answer usually means; null: it is none of the known ones.</summary>
    public static string? Of(SmtpAnswer answer)
    {
        if (answer.IsDone || answer.IsGoOn)
            return null;
        if (Says(answer, "relay") || Says(answer, "relaying"))
            return "The server does not pass messages on for this machine (“relaying”). Set user name and password, or have the server allow this machine's address.";
        if (Says(answer, "must issue a starttls"))
            return ByCode[538];
        if (answer.Code is 535 && answer.Enhanced is not ("5.7.139" or "5.7.9"))
            return ByCode[535];
        if (answer.Enhanced is { } enhanced && ByEnhanced.TryGetValue(enhanced, out var known))
            return known;
        return ByCode.GetValueOrDefault(answer.Code)
            ?? (answer.IsNotNow ? "The server says “not now”. Digest tries again by itself." : answer.IsNever ? "The server refuses for good; its words say why." : null);
    }

    /// <summary>What it usually means that a session could not be opened.</summary>
    public static string Of(OpeningFailedException failed) =>
        failed.Answer is { } answer && Of(answer) is { } meaning ? meaning : Of(failed.Message, failed.Failure);

    /// <summary>What words that were written down usually mean: an answer with its code, or why a session could not be opened.</summary>
    public static string Of(string words)
    {
        var answer = AnswerInWords().Match(words);
        return answer.Success
            && Of(new SmtpAnswer(int.Parse(answer.Groups["code"].ValueSpan, CultureInfo.InvariantCulture), answer.Groups["enhanced"] is { Success: true } enhanced ? enhanced.Value : null, answer.Groups["text"].Value)) is { } meaning
            ? meaning
            : Of(words, failure: null);
    }

    private static string Of(string why, OpeningFailure? failure) =>
        failure is OpeningFailure.StartTlsMissing || Mentions(why, "does not offer STARTTLS") ? "The server does not encrypt on this port. Try TLS with port 465; or None where the server is on this machine."
        : Mentions(why, "frame size") || Mentions(why, "unexpected packet") || Mentions(why, "wrong version") ? "The server does not speak TLS from the first byte on this port. Choose STARTTLS (port 587), or port 465 with TLS."
        : failure is OpeningFailure.TlsFailed || Mentions(why, "certificate") || Mentions(why, "SSL") || Mentions(why, "TLS") ? "The server's certificate is not trusted: it has expired, is made out for another name, or was signed by nobody whom this machine knows. The host must be written as the certificate says it."
        : Mentions(why, "not encrypted") ? "A password is not sent in clear text. Choose STARTTLS (port 587) or TLS (port 465)."
        : Mentions(why, "Smtp:TokenFile") ? "The program that fetches the token has not put one there, or this program may not read the file."
        : Mentions(why, "did not prove") ? "Either the password is wrong, or another server answers under that name. Nothing was sent to it."
        : Mentions(why, "the server offers neither") ? "The server offers no sign-in that Digest knows on this port. Without a user name it may take messages anyway; else try port 587 or 465."
        : failure is OpeningFailure.SignInRefused || Mentions(why, "refused the sign-in") ? ByCode[535]
        : Mentions(why, "the folder ") ? "The user that runs this program must be allowed to write into Smtp:PickupFolder, and its disk must have room."
        : Mentions(why, "refused") ? "Nobody listens there: the port is wrong, or a firewall refuses. Submission is on port 587 or 465 as a rule."
        : Mentions(why, "not known") || Mentions(why, "no such host") || Mentions(why, "no address") || Mentions(why, "resolve") || Mentions(why, "name resolution") ? "There is no host of that name. Look for a typing mistake."
        : Mentions(why, "nothing happened") || Mentions(why, "timed out") ? "The server does not answer: a firewall in between, or the wrong port. Many providers of machines close port 25; try 587 or 465. With TLS chosen, a port that expects STARTTLS (587) stays silent too."
        : Mentions(why, "no SMTP answer") ? "Something else than a mail server listens there, or the port expects TLS from the first byte (465)."
        : Mentions(why, "closed the connection") || Mentions(why, "broken pipe") || Mentions(why, "reset") ? "The server hung up: it may not want this machine's address, or the port expects TLS from the first byte (465)."
        : Mentions(why, "unreachable") || Mentions(why, "no route") ? "There is no way to that address from this machine."
        : "The server could not be reached; the system's words say why.";

    private static bool Says(SmtpAnswer answer, string word) => Mentions(answer.Text, word);

    private static bool Mentions(string text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);

    // At the start, or behind what was being done: "mail.news.example:587: the server refused the sign-in: 535 5.7.8 no".
    [GeneratedRegex(@"(?:^|: )(?<code>[245][0-9]{2})(?: (?<enhanced>[245]\.[0-9]{1,3}\.[0-9]{1,3}))?(?: (?<text>.*))?$", RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AnswerInWords();
}
