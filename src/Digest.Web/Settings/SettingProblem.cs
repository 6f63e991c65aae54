namespace Digest.Web.Settings;

/// <summary>What is wrong with a setting.</summary>
/// <param name="Key">Which; null: it cannot be told.</param>
/// <param name="Reason">In words, without the key.</param>
internal sealed record SettingProblem(string? Key, string Reason)
{
    /// <summary>Takes the one line that a start would stop with apart.</summary>
    public static SettingProblem Of(SettingsException problem)
    {
        var parts = problem.Message.Split(": ", 2);
        return parts.Length == 2 && parts[0].Contains(':', StringComparison.Ordinal) && !parts[0].Contains(' ', StringComparison.Ordinal)
            ? new SettingProblem(parts[0], parts[1])
            : new SettingProblem(Key: null, problem.Message);
    }
}
