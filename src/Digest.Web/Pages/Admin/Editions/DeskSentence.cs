using Digest.Editions.Desk;

namespace Digest.Web.Pages.Admin.Editions;

/// <summary>What an editor did, as a sentence that begins with their name.</summary>
/// <param name="Before">What stands before the quotation.</param>
/// <param name="Words">What is quoted; null: nothing, or a headline.</param>
/// <param name="Story">Whose headline is quoted; null: none.</param>
/// <param name="After">What stands after it.</param>
internal sealed record DeskSentence(string Before, string? Words = null, long? Story = null, string After = "")
{
    private const int MostQuoted = 80;

    public static DeskSentence Of(DeskEdit edit) => edit.What switch
    {
        DeskField.Subject when edit.IsNothing => new("let the program find the subject"),
        DeskField.Subject => new("wrote the subject", edit.Read<DeskLine>()!.Text),
        DeskField.Preheader when edit.IsNothing => new("let the program find the preheader"),
        DeskField.Preheader => new("wrote the preheader", edit.Read<DeskLine>()!.Text),
        DeskField.Note when edit.IsNothing => new("took the note away"),
        DeskField.Note => new("wrote the note", edit.Read<string>()),
        DeskField.Order when edit.Read<DeskOrder>() is { IsTaken: true } order => new("unpinned", Story: order.Moved),
        DeskField.Order => new("put", Story: edit.Read<DeskOrder>()!.Moved, After: "in its place"),
        DeskField.Dropped => new("dropped", Story: edit.StoryId, After: edit.Read<List<long>>() is { Count: > 1 } all ? $"with the {all.Count - 1} under it" : ""),
        DeskField.Picture when edit.IsNothing => new("gave", Story: edit.StoryId, After: "its own picture back"),
        DeskField.Picture => new(edit.Read<DeskPicture>()!.Url is null ? "took the picture from" : "changed the picture of", Story: edit.StoryId),
        DeskField.Related when edit.IsNothing => new("let the index find what is related to", Story: edit.StoryId),
        DeskField.Related => new("chose what stands beside", Story: edit.StoryId),
        _ => throw new InvalidOperationException($"Nobody has said what {edit.What} means."),
    };

    public string? Quoted(ShownDesk desk) => (Words ?? (Story is { } story ? desk.Headline(story) : null)) switch
    {
        { Length: > MostQuoted } text => string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[MostQuoted - 1]) ? MostQuoted - 1 : MostQuoted), "…"),
        var text => text,
    };
}
