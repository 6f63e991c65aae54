namespace Digest.Editions.Checks;

/// <summary>A publication with a name of its own and the sample's postal address.</summary>
internal sealed class SampleAddress : IEditionCheck
{
    private static readonly SiteOptions Sample = new();

    public IEnumerable<Finding> Find(CheckedEdition edition)
    {
        if (edition.Site.Name != Sample.Name && edition.Site.PostalAddress == Sample.PostalAddress)
            yield return Finding.Warn("sample-address", "The postal address in the messages is still the sample site’s.", "Set your own under Settings, The publication (Site:PostalAddress).");
    }
}
