namespace Digest.Stories.Reading;

/// <summary>What was found in a piece of HTML.</summary>
internal sealed record HtmlContent(IReadOnlyList<HtmlParagraph> Paragraphs, IReadOnlyList<HtmlPicture> Pictures)
{
    public static readonly HtmlContent Nothing = new([], []);

    /// <summary>Everything in one line; null when there is nothing.</summary>
    public string? Line => Paragraphs.Count == 0 ? null : string.Join(' ', Paragraphs.Select(paragraph => paragraph.Text.Replace('\n', ' ')));

    /// <summary>With blank lines between the paragraphs; null when there is nothing.</summary>
    public string? Text => Paragraphs.Count == 0 ? null : string.Join("\n\n", Paragraphs.Select(paragraph => paragraph.Text));
}

/// <summary>A paragraph of plain text.</summary>
/// <param name="Text">Lines are separated by a line feed.</param>
/// <param name="Links">Where its links lead, as written.</param>
internal sealed record HtmlParagraph(string Text, IReadOnlyList<string> Links);

/// <summary>An img element, with what a figure says of it.</summary>
internal sealed record HtmlPicture(string Source, string? Alt, int? Width, int? Height)
{
    public string? Caption { get; set; }

    public string? Credit { get; set; }
}
