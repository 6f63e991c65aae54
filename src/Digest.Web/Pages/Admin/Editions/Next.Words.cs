using Digest.Editions.Desk;
using Digest.Rendering;
using Digest.Stories;
using Microsoft.AspNetCore.Mvc;

namespace Digest.Web.Pages.Admin.Editions;

/// <summary>What editors write: subject, preheader, note, pictures, what stands beside a story.</summary>
internal sealed partial class NextModel
{
    /// <summary>What was typed into the form that could not be kept as it is.</summary>
    private TypedWords? Typed { get; set; }

    public Task<IActionResult> OnPostSubjectAsync(string? text, long seen, string? own, string? width, string? part, CancellationToken cancellation) =>
        LineAsync(DeskField.Subject, "The subject", text, seen, own is null, words.SubjectAsync, width, part, cancellation);

    public Task<IActionResult> OnPostPreheaderAsync(string? text, long seen, string? own, string? width, string? part, CancellationToken cancellation) =>
        LineAsync(DeskField.Preheader, "The preheader", text, seen, own is null, words.PreheaderAsync, width, part, cancellation);

    public async Task<IActionResult> OnPostNoteAsync(string? text, long seen, string? width, string? part, CancellationToken cancellation)
    {
        if (MarkdownText.Problem("The note", text) is { } problem)
            return await AskAgainAsync(new TypedWords(DeskField.Note, null, problem, [("text", text)]), width, part, cancellation);
        var note = MarkdownText.ReadSome(text)?.Source;
        return await SayAsync(DeskField.Note, null, await words.NoteAsync(note, seen, AdminName, cancellation), note is null ? "There is no note any more." : "The note stands on top.", "note",
            [("text", text)], width, part, cancellation);
    }

    public async Task<IActionResult> OnPostPictureAsync(long story, string? show, string? url, string? alt, string? caption, string? credit, long seen, string? width, string? part, CancellationToken cancellation)
    {
        (string, string?)[] typed = [("show", show), ("url", url), ("alt", alt), ("caption", caption), ("credit", credit)];
        DeskPicture? picture = null;
        if (show == "none")
            picture = new DeskPicture(null, null, null, null);
        else if (show == "this")
        {
            if (PlainText.Address(url) is not { Length: <= 2_000 } address)
                return await AskAgainAsync(new TypedWords(DeskField.Picture, story, "The picture needs an address that begins with https:// or http:// and has at most 2,000 characters.", typed), width, part, cancellation);
            if (new[] { alt, caption, credit }.Any(one => one?.Length > 1_000))
                return await AskAgainAsync(new TypedWords(DeskField.Picture, story, "The words with a picture may have 1,000 characters each.", typed), width, part, cancellation);
            picture = new DeskPicture(address, PlainText.Line(alt), PlainText.Line(caption), PlainText.Line(credit));
        }
        return await SayAsync(DeskField.Picture, story, await words.PictureAsync(story, picture, seen, AdminName, cancellation),
            picture is null ? "The story has its own picture." : picture.Url is null ? "The story has no picture now." : "The picture is as you said.", $"item-{story}", typed, width, part, cancellation);
    }

    public async Task<IActionResult> OnPostRelatedAsync(long story, string? choose, long[] related, string? address, long seen, string? width, string? part, CancellationToken cancellation)
    {
        (string, string?)[] typed = [("address", address)];
        List<long>? chosen = choose == "index" ? null : [.. related];
        if (chosen is not null && !string.IsNullOrWhiteSpace(address))
        {
            if (await archive.IdOfAsync(CanonicalLink.Of(address.Trim()), cancellation) is not { } named)
                return await AskAgainAsync(new TypedWords(DeskField.Related, story, "No story of the archive has that address. Copy it from the site, or from Feeds.", typed), width, part, cancellation);
            chosen.Add(named);
        }
        return await SayAsync(DeskField.Related, story, await words.RelatedAsync(story, chosen, seen, AdminName, cancellation),
            chosen is null ? "What is related is found by the index again." : chosen.Count == 0 ? "Nothing stands beside it." : "These stand beside it now.", $"item-{story}", typed, width, part, cancellation);
    }

    private async Task<IActionResult> LineAsync(
        DeskField what, string name, string? text, long seen, bool isAutomatic, Func<string?, long, string, CancellationToken, Task<DeskOutcome>> say, string? width, string? part, CancellationToken cancellation)
    {
        (string, string?)[] typed = [("text", text)];
        var line = isAutomatic ? null : PlainText.Line(text);
        if (line?.Length > DeskEdits.MostOfLine)
            return await AskAgainAsync(new TypedWords(what, null, $"{name} has {line.Length:N0} characters; at most {DeskEdits.MostOfLine} are allowed.", typed), width, part, cancellation);
        return await SayAsync(what, null, await say(line, seen, AdminName, cancellation), line is null ? $"{name} is found by the program again." : $"{name} is as you wrote it.", "inbox", typed, width, part, cancellation);
    }

    private async Task<IActionResult> SayAsync(
        DeskField what, long? story, DeskOutcome outcome, string done, string fragment, IReadOnlyList<(string, string?)> typed, string? width, string? part, CancellationToken cancellation)
    {
        if (outcome.What is not DeskResult.Overtaken)
            return Said(outcome, done, "That is how it is already.", Back(width, part, fragment));
        var other = outcome.Other is null ? "Somebody took back what was said of it" : $"{outcome.Other.ByAdmin} changed it";
        return await AskAgainAsync(new TypedWords(what, story, $"{other} while you were writing, and nothing is overwritten. What holds now stands above; what you typed is still here. Save it again to put it in that place.", typed), width, part, cancellation);
    }

    private async Task<IActionResult> AskAgainAsync(TypedWords typed, string? width, string? part, CancellationToken cancellation)
    {
        View = MessageViews.Read(width, part);
        Typed = typed;
        await ShowAsync(cancellation);
        return Page();
    }
}

/// <summary>What somebody typed that could not be kept as it is.</summary>
/// <param name="What">Of what.</param>
/// <param name="Story">Of which story; null: of the edition.</param>
/// <param name="Problem">Why, and what to do.</param>
/// <param name="Fields">By the names of the form's fields.</param>
internal sealed record TypedWords(DeskField What, long? Story, string Problem, IReadOnlyList<(string Name, string? Value)> Fields)
{
    public string? this[string name] => Fields.FirstOrDefault(field => field.Name == name).Value;
}
