using System.Text;

namespace Digest.Mail.Smtp.SigningIn;

/// <summary>Signs in (RFC 4954) with the strongest way that both sides know: XOAUTH2 where there is a token, else SCRAM-SHA-256, PLAIN, LOGIN.</summary>
internal static class SignIn
{
    // A command line is 512 octets at most (RFC 5321 §4.5.3.1.4).
    private const int LongestInitialResponse = 480;
    private const int MostSteps = 5;

    /// <summary>Signs in with what the server offers.</summary>
    /// <exception cref="OpeningFailedException">The server did not let us in, or is not who it should be.</exception>
    public static async Task RunAsync(SmtpConnection connection, ServerOffers offers, SmtpOptions options, TimeSpan limit, CancellationToken cancellation)
    {
        if (!connection.IsEncrypted && !connection.IsLoopback)
            throw Refused("the connection is not encrypted, and a password is not sent in clear text: set Smtp:Security, or leave Smtp:UserName empty");
        var mechanism = Choose(offers, options);
        try
        {
            var answer = await TalkAsync(connection, mechanism, limit, cancellation);
            if (answer.IsNotNow)
                throw new OpeningFailedException(OpeningFailure.Unreachable, $"the server cannot check the sign-in now: {answer}", answer);
            if (!answer.IsDone)
                throw Refused($"the server refused the sign-in: {answer}", answer);
            mechanism.End();
        }
        catch (SignInException problem)
        {
            throw Refused($"the sign-in with {mechanism.Name} failed: {problem.Message}");
        }
    }

    private static SignInMechanism Choose(ServerOffers offers, SmtpOptions options)
    {
        SignInMechanism[] known = options.TokenFile.Length > 0
            ? [new XOAuth2Mechanism(options.UserName, options.TokenFile)]
            : [new ScramSha256Mechanism(options.UserName, options.Password), new PlainMechanism(options.UserName, options.Password), new LoginMechanism(options.UserName, options.Password)];
        return Array.Find(known, one => offers.SignIns.Contains(one.Name))
            ?? throw Refused($"the server offers neither {string.Join(" nor ", known.Select(one => one.Name))} but {(offers.SignIns.Count == 0 ? "no sign-in" : Mime.HeaderRules.Squeeze(string.Join(", ", offers.SignIns)))}");
    }

    private static async Task<SmtpAnswer> TalkAsync(SmtpConnection connection, SignInMechanism mechanism, TimeSpan limit, CancellationToken cancellation)
    {
        var first = mechanism.Begin() is { } begin ? Base64(begin) : null;
        var fits = first is { Length: > 0 and <= LongestInitialResponse };
        var answer = await connection.AskAsync(fits ? $"AUTH {mechanism.Name} {first}" : $"AUTH {mechanism.Name}", limit, cancellation);
        if (!fits && first is not null && answer.IsGoOn)
            answer = await connection.AskAsync(first, limit, cancellation);
        for (var step = 0; answer.IsGoOn && step < MostSteps; step++)
            answer = await connection.AskAsync(Base64(mechanism.Answer(answer.Text)), limit, cancellation);
        return answer;
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static OpeningFailedException Refused(string why, SmtpAnswer? answer = null) => new(OpeningFailure.SignInRefused, why, answer);
}
