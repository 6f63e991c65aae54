using Digest.Languages;

namespace Digest.Signup.Gate;

/// <summary>A sign-up as it was posted, from whichever form or program.</summary>
/// <param name="Source"><c>form</c> or <c>json</c>.</param>
/// <param name="Words">The language in which the form was shown.</param>
public sealed record SignupPost(string Source, Words Words)
{
    /// <summary>What stands in the address field.</summary>
    public string Typed { get; init; } = "";

    /// <summary>The nonce of the form; empty: none came with it.</summary>
    public string Nonce { get; init; } = "";

    /// <summary>The number that the work has found; empty: none was done.</summary>
    public string Work { get; init; } = "";

    /// <summary>Whether somebody has said that the address is right, however it looks.</summary>
    public bool IsSure { get; init; }

    /// <summary>What stands in the field that people do not see.</summary>
    public string Trap { get; init; } = "";

    /// <summary>The network address it came from.</summary>
    public string? Client { get; init; }
}
