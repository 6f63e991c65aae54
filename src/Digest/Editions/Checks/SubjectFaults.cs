using System.Globalization;
using Digest.Editions.Desk;

namespace Digest.Editions.Checks;

/// <summary>Subjects that inboxes cut, and those that readers have seen before.</summary>
internal sealed class SubjectFaults : IEditionCheck
{
    public IEnumerable<Finding> Find(CheckedEdition edition)
    {
        if (edition.Message is not { } message)
            yield break;
        var length = new StringInfo(message.Subject).LengthInTextElements;
        if (length > SubjectLine.MaxLength)
            yield return Finding.Warn("subject-long", $"The subject has {length} characters, and inboxes cut what is longer than {SubjectLine.MaxLength}.", $"Write one of at most {SubjectLine.MaxLength} characters.");
        foreach (var (line, headline) in edition.Facts?.OlderLines ?? [])
            yield return Finding.Warn("line-older", $"The {(line is DeskField.Subject ? "subject" : "preheader")} was written before its story said “{headline}”.", "Read it once more: change it, or let the program find one.");
        if (edition.Facts is { Subject: { } subject } facts && facts.LastSubjects.Contains(subject, StringComparer.OrdinalIgnoreCase))
            yield return Finding.Warn("subject-repeated", $"The subject “{subject}” is the last edition’s, and mail programs show both as one conversation.", "Write another one, or put another story first.");
    }
}
