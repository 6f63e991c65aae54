namespace Digest.Signup;

/// <summary>Where a request came from.</summary>
/// <param name="Source"><see cref="Form"/> or <see cref="Json"/>.</param>
/// <param name="Client">The network address; null: unknown.</param>
/// <param name="FormText">What the form said one agrees to.</param>
public sealed record RequestOrigin(string Source, string? Client, string FormText)
{
    public const string Form = "form";

    public const string Json = "json";
}
