using System.Text.RegularExpressions;

namespace Digest.Jobs.Alerts;

/// <summary>Words of a server or of the system as a notice may carry them: one short line without anybody's address.</summary>
public static partial class Scrubbed
{
    private const int Longest = 220;

    public static string Of(string words)
    {
        var line = Spaces().Replace(Addresses().Replace(words, "(an address)"), " ").Trim();
        return line.Length <= Longest ? line : line[..(Longest - 1)] + "…";
    }

    // Whatever stands around an @ without a space, brackets and quotation marks included.
    [GeneratedRegex("[<\"']?[^\\s<>\"',;:()]+@[^\\s<>\"',;:()]+[>\"']?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Addresses();

    [GeneratedRegex(@"\s+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spaces();
}
