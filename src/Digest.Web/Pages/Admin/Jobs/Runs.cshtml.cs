using Digest.Jobs;

namespace Digest.Web.Pages.Admin.Jobs;

/// <summary>What all jobs did, the latest first; narrowed to an outcome where one is asked for.</summary>
internal sealed class RunsModel(JobHistory history) : AdminPage
{
    public RunList List { get; private set; } = null!;

    public async Task OnGetAsync(JobOutcome? outcome, long? before, CancellationToken cancellation) => List = new RunList(
        await history.RunsAsync(name: null, outcome, before ?? long.MaxValue, RunList.Shown + 1, cancellation), outcome, "/admin/jobs/runs", WithNames: true, Older: before is not null);
}
