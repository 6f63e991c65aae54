namespace Digest.Mail.Smtp.SigningIn;

/// <summary>Name and password as they are (RFC 4616).</summary>
internal sealed class PlainMechanism(string name, string password) : SignInMechanism
{
    public override string Name => "PLAIN";

    public override string Begin() => $"\0{name}\0{password}";

    public override string Answer(string challenge) => throw new SignInException("the server asks for more than name and password");
}

/// <summary>Name and password one after the other: older than any standard, and still all that some servers know.</summary>
internal sealed class LoginMechanism(string name, string password) : SignInMechanism
{
    private int asked;

    public override string Name => "LOGIN";

    // What is asked for is not read: servers word it in many ways.
    public override string Answer(string challenge) => asked++ switch
    {
        0 => name,
        1 => password,
        _ => throw new SignInException("the server asks for more than name and password"),
    };
}

/// <summary>A token that another program has been given, as Google and Microsoft take it. It is read anew for each sign-in.</summary>
internal sealed class XOAuth2Mechanism(string name, string tokenFile) : SignInMechanism
{
    public override string Name => "XOAUTH2";

    public override string Begin()
    {
        try
        {
            var token = File.ReadAllText(tokenFile).Trim();
            return token.Length > 0 && token.All(one => one is > ' ' and <= '~') ? $"user={name}\u0001auth=Bearer {token}\u0001\u0001" : throw new SignInException("the file in Smtp:TokenFile has no token in it");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new SignInException($"the file in Smtp:TokenFile cannot be read: {Mime.HeaderRules.Squeeze(problem.Message)}");
        }
    }

    // The only challenge is the reason of a refusal; the refusal itself comes after our empty line.
    public override string Answer(string challenge) => "";
}
