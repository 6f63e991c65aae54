using Digest.Editions;
using Digest.Editions.Checks;
using Digest.Editions.Corrections;
using Digest.Editions.Specials;
using Digest.Jobs.Alerts;
using Digest.Outbox;
using Digest.Signup;
using Digest.Storage;
using Digest.Stories;
using Digest.Stories.Pages;
using Microsoft.Extensions.DependencyInjection;

namespace Digest.Jobs;

/// <summary>Everything that happens by itself.</summary>
public static class DigestTimetable
{
    /// <summary>The name of the submitting loop.</summary>
    public const string SubmittingLoop = "submit-messages";

    /// <summary>The name of the job that does what "send now" asked for; pages wake it.</summary>
    public const string SendNowJob = "send-now";

    /// <summary>The name of the job that closes special editions; pages wake it.</summary>
    public const string SpecialsJob = "close-specials";

    /// <summary>How long the answering loop waits for a signal: another process may have written the request.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>How long the answering loop lets requests gather between its rounds.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(500);

    /// <summary>How often the submitting loop says what it does.</summary>
    private static readonly TimeSpan Tell = TimeSpan.FromSeconds(3);

    /// <summary>How long after a failure a job is tried again whose next time is far off.</summary>
    private static readonly TimeSpan[] Again = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15)];

    /// <summary>The timetable.</summary>
    /// <param name="editions">Their time zone is the one in which nightly jobs run; a change counts when the schedule is next brought to the timetable.</param>
    public static Timetable Create(EditionOptions editions) => new(
        [
            new("import-stories", "Read the feeds that are due", Schedule.EachMinute(second: 30), (services, stop) => Of<ImportStories>(services).RunAsync(Of<JobProgress>(services), stop), Then: "keep-corrections", AtStart: true),
            new("read-story-pages", "Read the pages of stories whose feeds say little", Schedule.EachMinute(second: 40), (services, stop) => Of<ReadStoryPages>(services).RunAsync(Of<JobProgress>(services), ReadStoryPages.Patience, stop)),
            new("check-links", "Ask for the links and pictures of the coming edition in the hour before it closes", Schedule.EachMinute(second: 20), (services, stop) => Of<CheckLinks>(services).RunAsync(stop)),
            new("watch-story-pages", "Look whether the pages of stories that readers got are still there, and what they say", Schedule.EachMinute(second: 55), (services, stop) => Of<WatchStoryPages>(services).RunAsync(stop)),
            new("keep-corrections", "Find what changed in stories that readers got, and mend what has not gone", Schedule.EachMinute(second: 20), (services, stop) => Of<KeepCorrections>(services).RunAsync(stop)),
            new("close-edition", "Close the day's edition when it is due", Schedule.EachMinute(), (services, stop) => Of<CloseEdition>(services).RunAsync(stop), Then: "prepare-messages"),
            new(SpecialsJob, "Close special editions when they are due", Schedule.EachMinute(second: 5), (services, stop) => Of<CloseSpecials>(services).RunAsync(stop), Then: "prepare-messages"),
            new("prepare-messages", "Prepare the messages of closed editions", Schedule.EachMinute(second: 15), (services, stop) => Of<PrepareMessages>(services).RunAsync(Of<JobProgress>(services), stop)),
            new(SendNowJob, "Send what an admin asked to go now", Schedule.EachMinute(second: 45), (services, stop) => Of<SendRequests>(services).RunAsync(stop)),
            new("remind-unconfirmed", "Remind those who did not confirm, once", Schedule.EachHour(minute: 20), (services, stop) => Of<RemindUnconfirmed>(services).RunAsync(stop), RetryAfter: Again),
            new("clean-up", "Remove what is kept for a while only: unconfirmed sign-ups, old requests, messages and network addresses", Schedule.DailyAt(new TimeOnly(3, 30), () => editions.Zone), (services, stop) => Of<CleanUp>(services).RunAsync(stop), RetryAfter: Again),
            new("watch", "Look whether anything is wrong, and tell those who run the site", Schedule.EachMinute(second: 50), (services, stop) => Of<WatchConditions>(services).RunAsync(stop)),
            new("tidy-history", "Remove what jobs did long ago from their history", Schedule.DailyAt(new TimeOnly(4, 15), () => editions.Zone), (services, stop) => Of<JobRuns>(services).SweepAsync(stop), RetryAfter: Again),
        ],
        [
            new("answer-requests", "Answer sign-ups, and readers who lost their link", "as soon as somebody asks", AnswerAsync),
            new("import-readers", "Import the files of readers that were uploaded", "as soon as somebody starts an import", ImportAsync),
            new(SubmittingLoop, "Submit messages", "as soon as a message is due", SubmitAsync),
        ]);

    /// <summary>What a worker does when others are no more.</summary>
    public static Task RecoverAsync(IServiceProvider services, IReadOnlyCollection<string>? gone, CancellationToken cancellation) => Of<SubmitMessages>(services).RecoverAsync(gone, cancellation);

    private static async Task AnswerAsync(IServiceProvider services, CancellationToken stop)
    {
        for (var answered = 0; ;)
        {
            var now = await Of<AnswerRequests>(services).RunAsync(stop) + await Of<SendingLinks>(services).RunAsync(stop);
            if (now > 0)
            {
                Of<OutboxSignal>(services).Ring();
                Of<JobProgress>(services).Report(new WorkDone(answered += now, Total: null, "answered since it began"));
                // Whoever asks first is answered at once; a crowd is answered together, not each with a rendering of their own.
                await Task.Delay(Gathering, Of<TimeProvider>(services), stop);
            }
            await Of<RequestSignal>(services).WaitAsync(Look, stop);
        }
    }

    private static async Task ImportAsync(IServiceProvider services, CancellationToken stop)
    {
        var topics = new ArchiveTopics(Of<Database>(services));
        while (true)
        {
            await Of<RunImports>(services).RunAsync(topics.ReadAsync, stop);
            await Task.Delay(Look, Of<TimeProvider>(services), stop);
        }
    }

    private static async Task SubmitAsync(IServiceProvider services, CancellationToken stop)
    {
        using var telling = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var told = TellAsync(Of<SubmitMessages>(services), Of<JobProgress>(services), Of<TimeProvider>(services), telling.Token);
        try
        {
            await Of<SubmitMessages>(services).RunAsync(stop);
        }
        finally
        {
            await telling.CancelAsync();
            await told;
        }
    }

    private static async Task TellAsync(SubmitMessages submitting, JobProgress progress, TimeProvider clock, CancellationToken stop)
    {
        for (string? said = null; !stop.IsCancellationRequested;)
        {
            var says = submitting.Says();
            if (says != said)
                progress.Report(new WorkDone(0, Total: null, said = says));
            await Task.Delay(Tell, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static T Of<T>(IServiceProvider services)
        where T : notnull => services.GetRequiredService<T>();
}
