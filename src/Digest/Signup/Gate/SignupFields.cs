namespace Digest.Signup.Gate;

/// <summary>The fields of a sign-up, by the same names in a form and in JSON.</summary>
public static class SignupFields
{
    public const string Address = "email";

    public const string Nonce = "nonce";

    /// <summary>The number that the work has found.</summary>
    public const string Work = "work";

    /// <summary>Filled in: the address is right, however it looks.</summary>
    public const string Sure = "sure";

    /// <summary>The field that people do not see. No browser has anything to fill in under this name.</summary>
    public const string Trap = "subject";
}
