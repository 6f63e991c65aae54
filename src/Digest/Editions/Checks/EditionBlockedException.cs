namespace Digest.Editions.Checks;

/// <summary>The edition may not go; nothing of what was being rendered was kept.</summary>
public sealed class EditionBlockedException(Finding finding) : Exception(finding.InOneLine)
{
    public Finding Finding { get; } = finding;
}
