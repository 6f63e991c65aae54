using System.Text;

namespace Digest.Stories.Reading;

/// <summary>Gathers paragraphs, pictures and captions while <see cref="HtmlReader"/> reads.</summary>
internal sealed class HtmlText
{
    private const int MaxPictures = 100;
    private readonly List<HtmlParagraph> paragraphs = [];
    private readonly List<HtmlPicture> pictures = [];
    private readonly List<string> links = [];
    private readonly List<string> lines = [];
    private readonly StringBuilder line = new();
    private readonly StringBuilder caption = new();
    private readonly StringBuilder credit = new();
    private string? captionTag;
    private string? creditTag;
    private HtmlPicture? figurePicture;
    private (string? Caption, string? Credit) waiting;

    public bool IsInCaption => captionTag is not null;

    public void Append(string characters) => (creditTag is not null ? credit : captionTag is not null ? caption : line).Append(characters);

    public void Link(string link)
    {
        if (!IsInCaption)
            links.Add(link);
    }

    public void BreakLine()
    {
        if (IsInCaption)
        {
            Append(" ");
            return;
        }
        if (PlainText.CleanLine(line.ToString()) is { } clean)
            lines.Add(clean);
        else
            EndParagraph();
        line.Clear();
    }

    public void BreakParagraph()
    {
        if (IsInCaption)
        {
            Append(" ");
            return;
        }
        if (PlainText.CleanLine(line.ToString()) is { } clean)
            lines.Add(clean);
        line.Clear();
        EndParagraph();
    }

    public void Picture(HtmlPicture picture)
    {
        if (pictures.Count >= MaxPictures)
            return;
        picture.Caption = waiting.Caption;
        picture.Credit = waiting.Credit;
        waiting = default;
        figurePicture = picture;
        pictures.Add(picture);
    }

    public void StartCaption(string tag)
    {
        if (!IsInCaption)
            captionTag = tag;
    }

    public void StartCredit(string tag) => creditTag ??= tag;

    public void EndCredit(string tag)
    {
        if (creditTag == tag)
            creditTag = null;
    }

    public void EndCaption(string tag)
    {
        if (captionTag != tag)
            return;
        var found = (PlainText.Remark(caption.ToString()), PlainText.Remark(credit.ToString()));
        if (figurePicture is null)
            waiting = found;
        else
            (figurePicture.Caption, figurePicture.Credit) = found;
        captionTag = creditTag = null;
        caption.Clear();
        credit.Clear();
    }

    public void EndFigure()
    {
        figurePicture = null;
        waiting = default;
    }

    public HtmlContent Finish()
    {
        // A caption that never ends is text.
        if (IsInCaption)
        {
            captionTag = creditTag = null;
            line.Append(' ').Append(caption).Append(' ').Append(credit);
        }
        BreakParagraph();
        return new HtmlContent(paragraphs, pictures);
    }

    private void EndParagraph()
    {
        if (lines.Count > 0)
            paragraphs.Add(new HtmlParagraph(string.Join('\n', lines), [.. links]));
        lines.Clear();
        links.Clear();
    }
}
