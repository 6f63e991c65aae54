using System.Collections.Concurrent;
using Digest.Mail;
using Digest.Stories.Discovery;

namespace Digest.Web.Pages.Admin.Steps;

/// <summary>
/// What the first steps have in hand between two pages: the site that was found, the password that was tried. Kept in memory
/// only, per admin; after a restart one looks again.
/// </summary>
internal sealed class FirstSteps
{
    private const int Most = 20;
    private readonly ConcurrentDictionary<string, InHand> inHand = new(StringComparer.Ordinal);

    public InHand Of(string admin)
    {
        if (inHand.Count > Most)
            inHand.Clear();
        return inHand.GetOrAdd(admin, _ => new InHand());
    }

    internal sealed class InHand
    {
        /// <summary>What was found at the address that was typed last.</summary>
        public DiscoveredSite? Site { get; set; }

        /// <summary>Whether something of it, as it was looked over, has been kept: from then on that stands on the page, not what was found.</summary>
        public bool IsKept { get; set; }

        /// <summary>The last trial of the mail server.</summary>
        public TrialReport? Trial { get; set; }

        /// <summary>What was tried and is not kept yet: it counts for this server and user only.</summary>
        public (string Host, string UserName, string Password)? Tried { get; set; }

        /// <summary>What reading the feeds could not do, for the page after it.</summary>
        public IReadOnlyList<string> FeedProblems { get; set; } = [];
    }
}
