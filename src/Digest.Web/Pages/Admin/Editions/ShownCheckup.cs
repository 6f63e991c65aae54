using Digest.Editions;
using Digest.Editions.Checks;

namespace Digest.Web.Pages.Admin.Editions;

/// <summary>What should be known before the coming edition goes, as the page shows it.</summary>
/// <param name="Checkup">What was found.</param>
/// <param name="Composition">What the edition shows; null: nothing is new, or it cannot be rendered.</param>
/// <param name="View">How the message is shown beside it.</param>
internal sealed record ShownCheckup(Checkup Checkup, Composition? Composition, MessageView View)
{
    /// <summary>Where its form goes.</summary>
    public string Action { get; init; } = $"{NextModel.Path}{View.Query()}&handler=Links";

    /// <summary>Whether its links are asked for by themselves before it closes.</summary>
    public bool IsAutomatic { get; init; } = true;

    public IReadOnlyList<ShownFinding> Findings => [.. Checkup.Findings.Select(finding => ShownFinding.Of(finding, Composition))];

    /// <summary>What was found, counted.</summary>
    public string Summary
    {
        get
        {
            var blocks = Checkup.Findings.Count(finding => finding.Level is FindingLevel.Block);
            var warnings = Checkup.Findings.Count - blocks;
            var warned = warnings switch { 0 => "", 1 => "One warning", _ => $"{warnings} warnings" };
            return (blocks, warnings) switch
            {
                (0, 0) => "Nothing speaks against it.",
                (0, _) => $"{warned}; the edition goes all the same.",
                (_, 0) => "As it is now, the edition would be held.",
                _ => $"As it is now, the edition would be held. {warned} besides.",
            };
        }
    }
}
