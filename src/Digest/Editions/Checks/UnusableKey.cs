namespace Digest.Editions.Checks;

/// <summary>A key that messages are to be signed with and cannot be.</summary>
internal sealed class UnusableKey : IEditionCheck
{
    public IEnumerable<Finding> Find(CheckedEdition edition)
    {
        if (edition.KeyProblem is { } problem)
            yield return Finding.Block("dkim-key", $"The key that signs messages cannot be used: {problem.TrimEnd('.')}.", "Put the private key back where Dkim:PrivateKeyFile names it.");
    }
}
