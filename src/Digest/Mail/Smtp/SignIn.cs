using System.Text;

namespace Digest.Mail.Smtp;

/// <summary>Signs in with PLAIN (RFC 4616) or LOGIN, whichever is offered first in that order (RFC 4954).</summary>
internal static class SignIn
{
    // A command line is 512 octets at most (RFC 5321 §4.5.3.1.4).
    private const int LongestInitialResponse = 480;

    /// <summary>Signs in with what the server offers.</summary>
    /// <exception cref="OpeningFailedException">The server did not let us in.</exception>
    public static async Task RunAsync(SmtpConnection connection, ServerOffers offers, SmtpOptions options, TimeSpan limit, CancellationToken cancellation)
    {
        if (!connection.IsEncrypted && !connection.IsLoopback)
            throw Refused("the connection is not encrypted, and a password is not sent in clear text: set Smtp:Security, or leave Smtp:UserName empty");
        SmtpAnswer answer;
        if (offers.SignIns.Contains("PLAIN"))
            answer = await PlainAsync(connection, $"\0{options.UserName}\0{options.Password}", limit, cancellation);
        else if (offers.SignIns.Contains("LOGIN"))
            answer = await LoginAsync(connection, options, limit, cancellation);
        else
            throw Refused($"the server offers neither PLAIN nor LOGIN but {(offers.SignIns.Count == 0 ? "no sign-in" : Mime.HeaderRules.Squeeze(string.Join(", ", offers.SignIns)))}");
        if (answer.IsNotNow)
            throw new OpeningFailedException(OpeningFailure.Unreachable, $"the server cannot check the sign-in now: {answer}", answer);
        if (!answer.IsDone)
            throw Refused($"the server refused the sign-in: {answer}", answer);
    }

    private static async Task<SmtpAnswer> PlainAsync(SmtpConnection connection, string response, TimeSpan limit, CancellationToken cancellation)
    {
        var encoded = Base64(response);
        if (encoded.Length <= LongestInitialResponse)
            return await connection.AskAsync($"AUTH PLAIN {encoded}", limit, cancellation);
        var answer = await connection.AskAsync("AUTH PLAIN", limit, cancellation);
        return answer.IsGoOn ? await connection.AskAsync(encoded, limit, cancellation) : answer;
    }

    private static async Task<SmtpAnswer> LoginAsync(SmtpConnection connection, SmtpOptions options, TimeSpan limit, CancellationToken cancellation)
    {
        var answer = await connection.AskAsync("AUTH LOGIN", limit, cancellation);
        if (answer.IsGoOn)
            answer = await connection.AskAsync(Base64(options.UserName), limit, cancellation);
        if (answer.IsGoOn)
            answer = await connection.AskAsync(Base64(options.Password), limit, cancellation);
        return answer;
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static OpeningFailedException Refused(string why, SmtpAnswer? answer = null) => new(OpeningFailure.SignInRefused, why, answer);
}
