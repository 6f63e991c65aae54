using Digest.Editions.Desk;
using Digest.Rendering;
using Digest.Subscribers;

namespace Digest.Editions.Specials;

/// <summary>The words and readers of a special edition as somebody typed them.</summary>
/// <param name="Subject">Empty: as the program finds it.</param>
/// <param name="Preheader">Empty: as the program finds it.</param>
/// <param name="Note">Markdown; empty: none.</param>
/// <param name="Audience">Who gets it.</param>
/// <param name="Topics">Of which they follow one, where that is asked.</param>
/// <param name="WithOthers">Whether those get it, too, who follow no topic.</param>
public sealed record SpecialDraft(string? Subject, string? Preheader, string? Note, SpecialAudience Audience, IReadOnlyList<string> Topics, bool WithOthers)
{
    /// <summary>What is wrong with it: the field and a sentence; null: nothing.</summary>
    public (string Field, string Sentence)? Problem
    {
        get
        {
            if (TooLong("The subject", Subject) is { } subject)
                return ("subject", subject);
            if (TooLong("The preheader", Preheader) is { } preheader)
                return ("preheader", preheader);
            if (MarkdownText.Problem("The note", Note) is { } note)
                return ("note", note);
            if (!Enum.IsDefined(Audience))
                return ("audience", "Choose who gets it.");
            return Audience is SpecialAudience.Topics && TopicList.Read(TopicList.Write(Topics)).Count == 0 ? ("topics", "Choose at least one topic, or everyone.") : null;
        }
    }

    /// <summary>What a row keeps. Only where there is no <see cref="Problem"/>.</summary>
    internal object Row() => new
    {
        subject = PlainText.Line(Subject),
        preheader = PlainText.Line(Preheader),
        note = MarkdownText.ReadSome(Note)?.Source,
        audience = Audience.ToString(),
        topics = Audience is SpecialAudience.Topics ? TopicList.Write(Topics) : TopicList.None,
        withOthers = Audience is SpecialAudience.Topics && WithOthers,
    };

    private static string? TooLong(string name, string? line) => PlainText.Line(line)?.Length is > DeskEdits.MostOfLine and var length
        ? $"{name} has {length:N0} characters; at most {DeskEdits.MostOfLine} are allowed." : null;
}
