using Digest.Editions;
using Digest.Outbox;
using Digest.Storage;
using Digest.Stories;
using Spectre.Console;

namespace Digest.Web.Commands;

/// <summary>
/// <c>edition send</c>: polls the feeds, finishes or closes an edition and returns when each of its messages has had an answer.
/// Beside a running site it watches what the site submits; otherwise it submits itself.
/// </summary>
internal static class EditionSend
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    public static async Task<int> RunAsync(bool json, CancellationToken cancellation)
    {
        await using var scope = await CommandScope.OpenAsync(cancellation);
        var clock = scope.Get<TimeProvider>();
        var started = clock.GetTimestamp();
        await scope.Get<ImportStories>().PollAllAsync(cancellation);
        Edition? edition;
        try
        {
            edition = await scope.Get<SendNow>().RunAsync(cancellation);
        }
        catch (EditionHeldException held)
        {
            await Console.Error.WriteLineAsync(held.Message);
            return ExitCode.DoneWithFailures;
        }
        var counts = edition is null ? new EditionCounts() : await SubmitAsync(scope, edition, json, cancellation);
        var stories = edition is null ? 0 : await scope.Get<Database>().ReadAsync(session => session.ScalarAsync<int>("SELECT COUNT(*) FROM edition_stories WHERE edition_id = @Id", edition), cancellation);
        await ReportAsync(edition, stories, counts, clock.GetElapsedTime(started), json);
        return counts.Submitted == counts.Recipients ? ExitCode.Done : ExitCode.DoneWithFailures;
    }

    private static async Task<EditionCounts> SubmitAsync(CommandScope scope, Edition edition, bool json, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var worker = WorkerLock.TryTake(scope.Get<Database>());
        var submitting = Task.CompletedTask;
        if (worker is not null)
        {
            var submitter = scope.Get<SubmitMessages>();
            await submitter.RecoverAsync(cancellation);
            submitting = submitter.RunAsync(stop.Token);
        }
        try
        {
            return await WatchAsync(scope, edition, submitting, showProgress: !json && !Console.IsErrorRedirected, cancellation);
        }
        finally
        {
            await stop.CancelAsync();
            await submitting;
        }
    }

    private static Task<EditionCounts> WatchAsync(CommandScope scope, Edition edition, Task submitting, bool showProgress, CancellationToken cancellation)
    {
        if (!showProgress)
            return UntilAnsweredAsync(scope, edition, submitting, _ => { }, cancellation);
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress().StartAsync(progress =>
        {
            var bar = progress.AddTask($"Edition {edition.Slug}");
            return UntilAnsweredAsync(scope, edition, submitting, counts =>
            {
                bar.MaxValue = Math.Max(1, counts.Recipients);
                bar.Value = counts.Recipients - counts.Waiting;
            }, cancellation);
        });
    }

    private static async Task<EditionCounts> UntilAnsweredAsync(CommandScope scope, Edition edition, Task submitting, Action<EditionCounts> show, CancellationToken cancellation)
    {
        var database = scope.Get<Database>();
        while (true)
        {
            var counts = await database.ReadAsync(session => EditionCounts.ReadAsync(session, edition.Id), cancellation);
            show(counts);
            if (counts.Waiting == 0)
                return counts;
            if (submitting.IsFaulted)
                await submitting;
            await Task.Delay(Look, scope.Get<TimeProvider>(), cancellation);
        }
    }

    private static async Task ReportAsync(Edition? edition, int stories, EditionCounts counts, TimeSpan took, bool json)
    {
        if (json)
        {
            CommandScope.WriteJson(new
            {
                edition = edition?.Slug,
                stories,
                recipients = counts.Recipients,
                submitted = counts.Submitted,
                deferred = counts.Deferred,
                failed = counts.Failed,
                uncertain = counts.Uncertain,
                seconds = Math.Round(took.TotalSeconds, 2),
            });
            return;
        }
        await Console.Out.WriteLineAsync(edition is null
            ? "There is nothing to send: nothing is new for any reader who is due today."
            : $"Edition {edition.Slug}: {stories} stories, {counts.Recipients} recipients, {counts.Submitted} submitted, {counts.Deferred} deferred, {counts.Failed} failed, {counts.Uncertain} uncertain, {took.TotalSeconds:0.0} s.");
    }
}
