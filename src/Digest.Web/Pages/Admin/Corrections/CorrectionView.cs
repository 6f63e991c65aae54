using Digest.Editions.Corrections;

namespace Digest.Web.Pages.Admin.Corrections;

/// <summary>A correction with what a form of it was refused for.</summary>
/// <param name="Shown">The correction.</param>
/// <param name="AnyRefusal">A form that could not be taken, of this or another one.</param>
internal sealed record CorrectionView(ShownCorrection Shown, CorrectionWords? AnyRefusal)
{
    /// <summary>The form as it was typed; null: it was not.</summary>
    public CorrectionWords? Refusal => AnyRefusal?.Id == Shown.Correction.Id ? AnyRefusal : null;

    public string Right => Refusal?.Right ?? Shown.Correction.RightWords;

    public string Said(CorrectionCase one) => Refusal?.Said.GetValueOrDefault(one.Version) ?? one.Said;

    public string? Problem(string field) => Refusal?.Problems.GetValueOrDefault(field);

    /// <summary>Whether a decision may still be taken back.</summary>
    public bool MayUndo => Shown.Correction.State is CorrectionState.Going ? Shown.Carried == 0 : Shown.Correction is { State: CorrectionState.Dismissed, DecidedBy: not null };
}
