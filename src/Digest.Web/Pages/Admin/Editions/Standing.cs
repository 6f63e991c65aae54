using Digest.Editions;

namespace Digest.Web.Pages.Admin.Editions;

/// <summary>Where an edition stands, in a word or two.</summary>
/// <param name="Words">For people.</param>
/// <param name="Style">A class of the style sheet beside <c>state</c>.</param>
internal sealed record Standing(string Words, string Style)
{
    public static Standing Of(ListedEdition listed) => listed switch
    {
        { Edition.State: EditionState.Held } => new("Held", "warn"),
        { Edition: { State: EditionState.Skipped, SkippedAt: not null } } => new("Skipped", ""),
        { Edition: { State: EditionState.Skipped, ClosedAt: null } } => new("Went with a later one", ""),
        { Edition.State: EditionState.Skipped } => new("Nothing was new", ""),
        { IsPaused: true } => new("Paused", "warn"),
        { Edition.PreparedAt: null } => new("Being prepared", "good"),
        { Counts.Waiting: > 0 } => new("Being submitted", "good"),
        { Counts.Recipients: 0 } => new("In the archive", ""),
        { Counts: { Submitted: 0, Open: > 0 } } => new("Nothing submitted yet", "warn"),
        { Counts: { Failed: 0, Deferred: 0, Uncertain: 0 } } => new("Submitted", "good"),
        { Counts.Submitted: 0 } => new("Nothing submitted", "bad"),
        _ => new("Submitted in part", "warn"),
    };
}
