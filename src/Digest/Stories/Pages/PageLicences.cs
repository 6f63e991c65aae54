using System.Text.RegularExpressions;
using Digest.Stories.Reading;

namespace Digest.Stories.Pages;

/// <summary>Under which terms a page says that its story may be used.</summary>
internal static partial class PageLicences
{
    private const int Longest = 300;

    /// <summary>Whether an address is a Creative Commons licence's.</summary>
    public static bool IsLicence(string address) => address.Length < 500 && CreativeCommons().IsMatch(address);

    /// <summary>A licence's address in words where its name is known.</summary>
    public static string? Words(string? address)
    {
        if (address is null || CreativeCommons().Match(address) is not { Success: true } found)
            return address;
        return found.Groups["public"].Success
            ? $"Public domain ({address})"
            : $"Creative Commons {found.Groups["terms"].Value.ToUpperInvariant()}{(found.Groups["version"].Success ? " " + found.Groups["version"].Value : "")} ({address})";
    }

    /// <summary>The licence that a sentence names ("licensed under CC BY-NC 4.0"); null: it names none.</summary>
    public static string? Named(string sentence) =>
        sentence.Length < 1000 && License().IsMatch(sentence) && Code().Match(sentence) is { Success: true } code
            ? $"Creative Commons {code.Groups["terms"].Value.Replace(' ', '-').ToUpperInvariant()}{(code.Groups["version"].Success ? " " + code.Groups["version"].Value : "")}"
            : null;

    /// <summary>What somebody wrote, if it is short enough for a footer.</summary>
    public static string? Clean(string? written) => HtmlReader.Read(written?.Length > 4000 ? null : written).Line is { } line ? PlainText.Shorten(line, Longest) : null;

    [GeneratedRegex(@"^(https?:)?//(www\.)?creativecommons\.org/(licen[cs]es/(?<terms>[a-z+-]+)(/(?<version>[0-9.]+))?|(?<public>publicdomain)/)", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex CreativeCommons();

    [GeneratedRegex(@"licen[cs]|lizen[zs]|creative\s+commons", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex License();

    [GeneratedRegex(@"\b(CC|Creative\s+Commons)[\s-]+(?<terms>BY([\s-](NC|ND|SA)){0,2})(\s+(?<version>[1-4]\.\d))?(?![A-Za-z0-9])", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();
}
