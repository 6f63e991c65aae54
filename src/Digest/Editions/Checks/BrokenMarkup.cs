namespace Digest.Editions.Checks;

/// <summary>HTML that each mail program mends in its own way.</summary>
internal sealed class BrokenMarkup : IEditionCheck
{
    public IEnumerable<Finding> Find(CheckedEdition edition)
    {
        if (edition.Markup is { Faults: [var first, ..] faults })
            yield return Finding.Warn("broken-markup", $"The HTML is broken in {(faults.Count == 1 ? "one place" : $"{faults.Count} places")}, first: {first}.", "Mend the template: close what is opened, in the order in which it was opened.");
    }
}
