using Digest.Outbox;
using Digest.Storage;

namespace Digest.Editions.Checks;

/// <summary>Looks at the coming edition as somebody would who has the last word. Asks nobody outside and changes nothing.</summary>
public sealed class EditionChecks(Database database, LinkChecks links, SigningKey key, SiteOptions site)
{
    private static readonly IEditionCheck[] All =
    [
        new TemplateFailed(), new UnfilledSlot(), new MessageTooLong(), new UnusableKey(), new PostalAddressMissing(),
        new FewStories(), new SubjectFaults(), new SampleAddress(), new LinkFaults(), new PictureFaults(), new BrokenMarkup(), new Contrast(), new ClientSupport(),
    ];

    /// <summary>What somebody should know before it goes, what blocks first.</summary>
    /// <param name="preview">The edition; null: nothing is new, or it cannot be rendered.</param>
    /// <param name="broken">Why it cannot be rendered; null: it can.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<Checkup> OfAsync(Preview? preview, string? broken = null, CancellationToken cancellation = default)
    {
        var composition = preview?.Composition;
        var answers = composition is null ? LinkAnswers.None : await links.ReadAsync(EditionLink.Of(composition, site), cancellation);
        var facts = broken is null ? await database.ReadAsync(session => EditionFacts.ReadAsync(session, preview), cancellation) : null;
        var edition = new CheckedEdition(site) { Composition = composition, Message = preview?.Message, Broken = broken, KeyProblem = key.Problem, Facts = facts, Answers = answers };
        return new Checkup(Find(edition), answers);
    }

    internal static IReadOnlyList<Finding> Find(CheckedEdition edition) => [.. All.SelectMany(check => check.Find(edition)).OrderBy(finding => finding.Level)];
}

/// <summary>What was found.</summary>
/// <param name="Findings">What blocks first.</param>
/// <param name="Answers">What is known of the links and pictures.</param>
public sealed record Checkup(IReadOnlyList<Finding> Findings, LinkAnswers Answers)
{
    /// <summary>Whether the edition would be held.</summary>
    public bool Blocks => Findings.Any(finding => finding.Level is FindingLevel.Block);
}
