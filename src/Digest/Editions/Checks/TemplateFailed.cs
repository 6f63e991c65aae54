namespace Digest.Editions.Checks;

/// <summary>A template that cannot be rendered.</summary>
internal sealed class TemplateFailed : IEditionCheck
{
    public IEnumerable<Finding> Find(CheckedEdition edition)
    {
        if (edition.Broken is { } problem)
            yield return Finding.Block("template-failed", $"The message cannot be rendered: {problem.TrimEnd('.')}.", "Mend the template and start the program anew.");
    }
}
