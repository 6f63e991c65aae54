using System.Text.RegularExpressions;

namespace Digest.Stories.Reading;

/// <summary>A language as BCP 47 writes it.</summary>
internal static partial class LanguageTag
{
    /// <summary>Null for what is none.</summary>
    public static string? Of(string? written)
    {
        var tag = written?.Trim().Replace('_', '-');
        return tag is not null && Form().IsMatch(tag) ? tag : null;
    }

    [GeneratedRegex("^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,5}$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
