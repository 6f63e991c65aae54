namespace Digest.Web.Pages.Admin.Subscribers;

/// <summary>What a name may be.</summary>
internal static class SubscriberName
{
    public const int Longest = 200;

    /// <summary>Why it cannot be kept; null: it can.</summary>
    public static string? Problem(string? name) => name switch
    {
        null => null,
        { Length: > Longest } => $"A name has at most {Longest} characters.",
        _ when name.Any(char.IsControl) => "The name has control characters in it.",
        _ => null,
    };
}
