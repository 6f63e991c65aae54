namespace Digest.Mail.Smtp.SigningIn;

/// <summary>One way to sign in (SASL, RFC 4422): what is said first, and what is said to each challenge. For one sign-in only.</summary>
internal abstract class SignInMechanism
{
    /// <summary>As the server offers it.</summary>
    public abstract string Name { get; }

    /// <summary>What is said without being asked; null: the server speaks first.</summary>
    public virtual string? Begin() => null;

    /// <summary>What is said to a challenge.</summary>
    /// <param name="challenge">As it stands in the server's answer, in base64 as a rule.</param>
    /// <exception cref="SignInException">It makes no sense.</exception>
    public abstract string Answer(string challenge);

    /// <summary>The server lets us in.</summary>
    /// <exception cref="SignInException">It has not shown that it knows the password too, where that belongs to it.</exception>
    public virtual void End()
    {
    }
}

/// <summary>A sign-in cannot go on; the message says why, in a few words.</summary>
internal sealed class SignInException(string message) : Exception(message);
