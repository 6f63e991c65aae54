namespace Digest.Signup;

/// <summary>Where a request came from.</summary>
/// <param name="Source"><see cref="Form"/> or <see cref="Json"/>.</param>
/// <param name="Client">The network address; null: unknown.</param>
/// <param name="FormText">What the form said one agrees to.</param>
/// <param name="Language">The code of the language that it was asked in; null: unknown.</param>
public sealed record RequestOrigin(string Source, string? Client, string FormText, string? Language = null)
{
    public const string Form = "form";

    public const string Json = "json";
}
