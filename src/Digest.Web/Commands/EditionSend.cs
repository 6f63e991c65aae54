using Digest.Editions;
using Digest.Editions.Corrections;
using Digest.Outbox;
using Digest.Storage;
using Digest.Stories;
using Digest.Stories.Pages;
using Spectre.Console;

namespace Digest.Web.Commands;

/// <summary>
/// <c>edition send</c>: polls the feeds, reads pages of stories for a while, finishes or closes an edition and returns when each of its messages has had an answer.
/// Beside a running site it watches what the site submits; otherwise, or when the site ends meanwhile, it submits itself.
/// </summary>
internal static class EditionSend
{
    // Whoever hears a server's answer acts on it at once, where waking another thread for it takes longer than the act. Only here: a
    // site has requests to answer, which would wait behind each other's work.
    private const string ActsAtOnce = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    public static async Task<int> RunAsync(bool json, CancellationToken cancellation)
    {
        // The runtime reads it when the first socket is opened.
        if (Environment.GetEnvironmentVariable(ActsAtOnce) is null)
            Environment.SetEnvironmentVariable(ActsAtOnce, "1");
        await using var scope = await CommandScope.OpenAsync(cancellation);
        var clock = scope.Get<TimeProvider>();
        var started = clock.GetTimestamp();
        await scope.Get<ImportStories>().PollAllAsync(cancellation);
        await scope.Get<KeepCorrections>().RunAsync(cancellation);
        await scope.Get<ReadStoryPages>().RunAsync(progress: null, ReadStoryPages.ShortPatience, cancellation);
        Edition? edition;
        try
        {
            edition = await scope.Get<SendNow>().RunAsync(cancellation: cancellation);
        }
        catch (EditionHeldException held)
        {
            await Console.Error.WriteLineAsync(held.Message);
            if (json)
                CommandScope.WriteJson(EditionReport.Nothing(clock.GetElapsedTime(started)));
            return ExitCode.DoneWithFailures;
        }
        await using var submission = new Submission(scope);
        var counts = edition is null ? new EditionCounts() : await WatchAsync(submission, edition, clock, showProgress: !json && !Console.IsErrorRedirected, cancellation);
        var report = await EditionReport.OfAsync(scope.Get<Database>(), edition, counts, clock.GetElapsedTime(started));
        if (json)
            CommandScope.WriteJson(report);
        else
            await Console.Out.WriteLineAsync(report.ToString());
        var isPaused = edition?.PausedAt is not null || counts.Waiting > counts.PutOff;
        if (isPaused)
            await Console.Error.WriteLineAsync($"Edition {report.Edition} is paused, so {counts.Open} of its messages wait. Resume it on {scope.Get<SiteOptions>().Url}/admin/editions/{edition!.Id}, then send again.");
        foreach (var problem in await EditionReport.ProblemsAsync(scope.Get<Database>(), edition))
            await Console.Error.WriteLineAsync(problem);
        return counts.Submitted == counts.Recipients && !isPaused ? ExitCode.Done : ExitCode.DoneWithFailures;
    }

    private static Task<EditionCounts> WatchAsync(Submission submission, Edition edition, TimeProvider clock, bool showProgress, CancellationToken cancellation)
    {
        if (!showProgress)
            return submission.UntilAnsweredAsync(edition, _ => { }, cancellation);
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress().StartAsync(progress =>
        {
            var words = new SendProgress(edition.Slug, clock);
            var bar = progress.AddTask($"Edition {edition.Slug}");
            return submission.UntilAnsweredAsync(edition, counts =>
            {
                bar.MaxValue = Math.Max(1, counts.Recipients);
                bar.Value = counts.Recipients - counts.Waiting;
                bar.Description = words.Words(counts);
            }, cancellation);
        });
    }
}
