using System.Text.RegularExpressions;

namespace Digest.Jobs;

/// <summary>What a job threw, as it is kept and shown: with the stack, without addresses, tokens and passwords.</summary>
internal static partial class ProblemText
{
    private const int Longest = 20_000;

    public static string Of(Exception problem)
    {
        var text = Redact(problem.ToString());
        return text.Length <= Longest ? text : string.Concat(text.AsSpan(0, Longest), "\n…");
    }

    /// <summary>Takes out what must not be kept: mail addresses, what follows the ? of a link, sign-ins, tokens.</summary>
    public static string Redact(string text)
    {
        text = SignIn().Replace(text, "${before}");
        text = Query().Replace(text, "${before}?…");
        text = TokenedPath().Replace(text, "${before}…");
        text = Secret().Replace(text, "${before}…");
        return Address().Replace(text, "(address)");
    }

    /// <summary>The message, without the type's name and the stack.</summary>
    public static string? FirstLine(string? problem)
    {
        if (problem is null)
            return null;
        var line = problem.Split('\n', 2)[0].Trim();
        var cut = line.IndexOf(" ---> ", StringComparison.Ordinal);
        if (cut > 0)
            line = line[..cut];
        var name = TypeName().Match(line);
        return name.Success && name.Length < line.Length ? line[name.Length..] : line;
    }

    [GeneratedRegex(@"(?<before>[a-z][a-z0-9+.-]*://)[^\s/@'""<>]+@", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex SignIn();

    [GeneratedRegex(@"(?<before>https?://[^\s?'""<>]+)\?[^\s'""<>)]+", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Query();

    [GeneratedRegex(@"(?<before>/(confirm|preferences|unsubscribe|set-up)/)[^\s'""<>/)]+", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex TokenedPath();

    [GeneratedRegex(@"(?<before>\b(password|pwd|token|secret|api[-_]?key)\s*[=:]\s*)[^\s;,'""]+", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Secret();

    [GeneratedRegex(@"[^\s<>()'"",;:@\[\]]+@[^\s<>()'"",;:@\[\]]+", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Address();

    [GeneratedRegex(@"^[\w.+`\[\]]+(Exception|Error)[\w`]*( \(0x[0-9A-Fa-f]+\))?: ", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex TypeName();
}

/// <summary>A job or loop threw; carries what may be said of it.</summary>
internal sealed class FailedJobException(string problem) : Exception(problem)
{
    public override string ToString() => Message;
}
