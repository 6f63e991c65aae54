using Digest.Outbox;
using Digest.Rendering;

namespace Digest.Editions.Checks;

/// <summary>What no message passes that must not go. Asked before the first one of an edition is written, for each of its variants.</summary>
public sealed class EditionGate(SiteOptions site, SigningKey key)
{
    private static readonly IEditionCheck[] OfAll = [new PostalAddressMissing(), new UnusableKey()];
    private static readonly IEditionCheck[] OfEach = [new UnfilledSlot(), new MessageTooLong(), new PostalAddressMissing()];

    /// <summary>What every message needs.</summary>
    /// <exception cref="EditionBlockedException">It is not there.</exception>
    public void RequireReady() => Require(OfAll, new CheckedEdition(site) { KeyProblem = key.Problem });

    /// <summary>What one rendering needs.</summary>
    /// <param name="message">Rendered.</param>
    /// <param name="shown">What is left of its composition.</param>
    /// <exception cref="EditionBlockedException">It must not go.</exception>
    public void Require(Rendered message, Composition shown) => Require(OfEach, new CheckedEdition(site) { Message = message, Composition = shown });

    /// <summary>What the page of the archive needs.</summary>
    /// <inheritdoc cref="Require(Rendered, Composition)"/>
    public void RequirePage(Rendered page, Composition shown) => Require(OfEach, new CheckedEdition(site) { Message = page, Composition = shown, IsPage = true });

    private static void Require(IEditionCheck[] checks, CheckedEdition edition)
    {
        if (checks.SelectMany(check => check.Find(edition)).FirstOrDefault() is { } finding)
            throw new EditionBlockedException(finding);
    }
}
