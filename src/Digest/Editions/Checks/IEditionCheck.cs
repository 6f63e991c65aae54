namespace Digest.Editions.Checks;

/// <summary>Looks for one kind of thing. It asks nobody: all that it needs is handed to it.</summary>
internal interface IEditionCheck
{
    IEnumerable<Finding> Find(CheckedEdition edition);
}
