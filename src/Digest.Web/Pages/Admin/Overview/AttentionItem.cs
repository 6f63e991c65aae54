using Digest.Jobs;
using Digest.Jobs.Alerts;
using Digest.Storage;

namespace Digest.Web.Pages.Admin.Overview;

/// <summary>Something that needs attention, with the thing to do.</summary>
/// <param name="Severity">How much readers suffer.</param>
/// <param name="Problem">What is wrong, in a sentence.</param>
/// <param name="Remedy">What to do, in a sentence.</param>
/// <param name="Link">Where.</param>
/// <param name="LinkText">The words on the link.</param>
internal sealed record AttentionItem(AlertSeverity Severity, string Problem, string Remedy, string Link, string LinkText)
{
    /// <summary>Since when; null where that says nothing.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>A job that a button beside the link resumes or runs.</summary>
    public string? Job { get; init; }

    /// <summary>The page's handler for that button: Resume or Run.</summary>
    public string? Handler { get; init; }

    public string HandlerText => Handler == "Resume" ? "Resume it" : "Run it now";

    /// <summary>What the worker found, with a button where a job fails that can be run. A loop cannot: it always runs.</summary>
    public static AttentionItem Of(Alert alert, IReadOnlyList<JobState> jobs)
    {
        var item = new AttentionItem(alert.Severity, alert.Problem, alert.Remedy, alert.Link, alert.LinkText) { Since = alert.OpenedAt.ToTime() };
        return jobs.FirstOrDefault(job => alert.Key == $"job-fails:{job.Name}") is { IsLoop: false } failing ? item with { Job = failing.Name, Handler = "Run" } : item;
    }
}
