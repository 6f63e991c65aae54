namespace Digest.Web.Security;

/// <summary>Which passwords are taken: long ones that are not among the first that anybody would try (NIST SP 800-63B §5.1.1.2).</summary>
internal static class PasswordRules
{
    public const int Shortest = 10;
    public const int Longest = 200;

    /// <summary>Fewer characters than this beside the name or a common word are no secret.</summary>
    private const int LeastBeside = 6;

    private const int FewestDifferent = 4;

    private static readonly string[] CommonWords =
    [
        "password", "passwort", "passphrase", "motdepasse", "contrasena", "qwerty", "qwertz", "azerty", "letmein", "welcome", "administrator", "admin", "changeme",
        "iloveyou", "sunshine", "princess", "football", "baseball", "superman", "starwars", "whatever", "trustno1", "newsletter", "newsroom", "digest", "secret",
        "correcthorsebatterystaple",
    ];

    // Rows of keys and rows of characters, to and fro.
    private static readonly string[] Rows = ["12345678901234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "qwertzuiopasdfghjklyxcvbnm", "azertyuiopqsdfghjklmwxcvbn", "1q2w3e4r5t6y7u8i9o0p", "1qaz2wsx3edc4rfv5tgb6yhn"];

    /// <summary>Why a password is not taken, in one line; null: it is.</summary>
    public static string? Problem(string? password, string name)
    {
        if (password is null || password.Length is < Shortest or > Longest)
            return $"The password needs {Shortest} to {Longest} characters.";
        if (Beside(password, name) < LeastBeside)
            return "The password is little more than the name. Choose one that nobody can guess; a few words that do not belong together are good.";
        return IsCommon(password) ? "This password is one of the first that anybody would try. A few words that do not belong together are good." : null;
    }

    private static bool IsCommon(string password) =>
        password.ToUpperInvariant().Distinct().Count() < FewestDifferent
        || Array.Exists(CommonWords, word => Beside(password, word) < LeastBeside)
        || Array.Exists(Rows, row => Follows(password, row) || Follows(password, Reversed(row)));

    private static bool Follows(string password, string row) => row.Contains(password, StringComparison.OrdinalIgnoreCase);

    private static string Reversed(string row) => string.Concat(row.Reverse());

    private static int Beside(string password, string word) => password.Replace(" ", "", StringComparison.Ordinal)
        .Replace(word.Replace(" ", "", StringComparison.Ordinal), "", StringComparison.OrdinalIgnoreCase).Length;
}
