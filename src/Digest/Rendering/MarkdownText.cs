using System.Globalization;
using Microsoft.AspNetCore.Html;

namespace Digest.Rendering;

/// <summary>
/// A short text in Markdown (CommonMark without HTML), as editors write notes: paragraphs with their line breaks, strong and
/// emphasised words, links of the web and to addresses, lists, quotations. Headings become strong paragraphs, a picture its
/// alternative text, code and HTML the characters they are made of. Nothing in it becomes markup of its own.
/// </summary>
public sealed class MarkdownText : IEquatable<MarkdownText>
{
    /// <summary>The longest text that is read; what is beyond it is cut. <see cref="Problem"/> says so before it is kept.</summary>
    public const int MostCharacters = 5_000;

    private readonly IReadOnlyList<MarkdownBlock> blocks;

    private MarkdownText(string source)
    {
        Source = source;
        blocks = MarkdownReader.Read(source);
    }

    /// <summary>The text as it was written, with line feeds and without white space around it.</summary>
    public string Source { get; }

    /// <summary>Whether it shows nothing.</summary>
    public bool IsEmpty => blocks.Count == 0;

    /// <summary>Reads what somebody wrote. Every text can be read; what is not Markdown is text.</summary>
    /// <param name="source">Null is empty.</param>
    public static MarkdownText Read(string? source)
    {
        var text = Normal(source);
        return new(text.Length <= MostCharacters ? text : Cut(text));
    }

    /// <summary>The same, or null where nothing is shown: for parts of a message that may be absent.</summary>
    /// <inheritdoc cref="Read" path="/param"/>
    public static MarkdownText? ReadSome(string? source) => Read(source) is { IsEmpty: false } text ? text : null;

    /// <summary>What is wrong with a text that somebody wrote, in a sentence; null: nothing.</summary>
    /// <param name="what">What the sentence begins with, such as <c>The note</c>.</param>
    /// <param name="source">What they wrote.</param>
    /// <param name="most">How many characters it may have.</param>
    public static string? Problem(string what, string? source, int most = MostCharacters) => Normal(source).Length is var length && length > most
        ? string.Create(CultureInfo.InvariantCulture, $"{what} has {length:N0} characters; at most {most:N0} are allowed.")
        : null;

    /// <summary>For the HTML part: block elements with their styles, the first without a distance above.</summary>
    /// <param name="look">The message's.</param>
    /// <param name="style">How its paragraphs are set; null: as <see cref="MessageLook.Text"/>.</param>
    public IHtmlContent Html(MessageLook look, string? style = null) => new HtmlString(new MarkdownHtml(look, style ?? look.Text).Write(blocks));

    /// <summary>For the text part: lines of at most 72 columns, links as <c>words (address)</c>.</summary>
    public string Text() => MarkdownLines.Write(blocks);

    public bool Equals(MarkdownText? other) => other?.Source == Source;

    public override bool Equals(object? obj) => Equals(obj as MarkdownText);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Source);

    public override string ToString() => Source;

    private static string Normal(string? source) => (source ?? "").ReplaceLineEndings("\n").Trim();

    private static string Cut(string text) => text[..(char.IsHighSurrogate(text[MostCharacters - 1]) ? MostCharacters - 1 : MostCharacters)];
}
