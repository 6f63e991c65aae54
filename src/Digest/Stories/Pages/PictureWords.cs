using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Digest.Stories.Reading;

namespace Digest.Stories.Pages;

/// <summary>Caption and credit: told apart where both stand in one line, and found again where one picture has two addresses.</summary>
internal static partial class PictureWords
{
    private const int LongestCaption = 600;
    private const int LongestCredit = 300;

    // What servers call every file
    private static readonly FrozenSet<string> NoNames = new[] { "image", "photo", "picture", "index", "default", "main", "original", "header", "lead", "hero", "foto", "bild", "cover", "file", "download" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Caption and credit of a line such as "A ferry at sea. (Photo: Ida Berg)".</summary>
    public static (string? Caption, string? Credit) Split(string? caption, string? credit)
    {
        caption = Line(caption, LongestCaption);
        credit = Line(credit, LongestCredit)?.Trim('(', ')', '[', ']', ' ');
        if (credit is null && caption is not null && Ending().Match(caption) is { Success: true } ending)
        {
            credit = ending.Groups["credit"].Value.Trim();
            caption = caption[..ending.Index].TrimEnd(' ', '|', '–', '—', '-');
        }
        return (string.IsNullOrEmpty(caption) || caption == credit ? null : caption, string.IsNullOrEmpty(credit) ? null : credit);
    }

    /// <summary>Whether two addresses are one picture in two sizes.</summary>
    public static bool AreOne(string one, string other) => Stem(one) is { Length: > 3 } stem && !NoNames.Contains(stem) && stem == Stem(other);

    /// <summary>The file's name without its ending and the sizes that servers write into it.</summary>
    private static string Stem(string url)
    {
        var path = Uri.TryCreate(url, UriKind.Absolute, out var address) ? address.AbsolutePath : url.Split('?', '#')[0];
        var name = path.TrimEnd('/').Split('/')[^1];
        var dot = name.LastIndexOf('.');
        return Size().Replace(dot > 0 ? name[..dot] : name, "").ToLowerInvariant();
    }

    private static string? Line(string? written, int longest) => HtmlReader.Read(written?.Length > 4000 ? written[..4000] : written).Line is { } line ? PlainText.Shorten(line, longest) : null;

    [GeneratedRegex(@"(^|\s)(\((?<credit>(photo|photos|photograph|photo by|foto|fotos|image|images|picture|bild|credit|crédit|source|quelle|illustration|©|\(c\))\b?\s*[^()]{2,250})\)|\[(?<credit>(photo|foto|image|credit|©)[^\[\]]{2,250})\]|(?<credit>((photo|photos|photograph|photo credit|foto|fotos|image|bild|credit|crédit|crédit photo|illustration)( by)?\s*:|©)\s*\S.{1,200}))\s*\.?$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Ending();

    [GeneratedRegex(@"([-_@](\d{2,5}x\d{2,5}|\d{2,5}w|w\d{2,5}|\dx|scaled|large|medium|small|thumb|thumbnail))+$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Size();
}
