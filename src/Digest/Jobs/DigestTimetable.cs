using Digest.Editions;
using Digest.Outbox;
using Digest.Signup;
using Digest.Stories;
using Microsoft.Extensions.DependencyInjection;

namespace Digest.Jobs;

/// <summary>Everything that happens by itself.</summary>
public static class DigestTimetable
{
    /// <summary>The name of the submitting loop.</summary>
    public const string SubmittingLoop = "submit-messages";

    /// <summary>How long the answering loop waits for a signal: another process may have written the request.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>The timetable.</summary>
    /// <param name="editions">Their time zone is the one in which nightly jobs run; a change counts when the schedule is next brought to the timetable.</param>
    public static Timetable Create(EditionOptions editions) => new(
        [
            new("import-stories", "Read the feeds that are due", Schedule.EachMinute(second: 30), (services, stop) => Of<ImportStories>(services).RunAsync(stop), AtStart: true),
            new("close-edition", "Close the day's edition when it is due", Schedule.EachMinute(), (services, stop) => Of<CloseEdition>(services).RunAsync(stop), Then: "prepare-messages"),
            new("prepare-messages", "Prepare the messages of closed editions", Schedule.EachMinute(second: 15), (services, stop) => Of<PrepareMessages>(services).RunAsync(stop)),
            new("remind-unconfirmed", "Remind those who did not confirm, once", Schedule.EachHour(minute: 20), (services, stop) => Of<RemindUnconfirmed>(services).RunAsync(stop)),
            new("clean-up", "Remove sign-ups that were never confirmed, and old requests", Schedule.DailyAt(new TimeOnly(3, 30), () => editions.Zone), (services, stop) => Of<CleanUp>(services).RunAsync(stop)),
        ],
        [
            new("answer-requests", "Answer sign-ups", "as soon as somebody signs up", AnswerAsync),
            new(SubmittingLoop, "Submit messages", "as soon as a message is due", (services, stop) => Of<SubmitMessages>(services).RunAsync(stop)),
        ]);

    /// <summary>What a process does on becoming the worker, before anything runs.</summary>
    public static Task RecoverAsync(IServiceProvider services, CancellationToken cancellation) => Of<SubmitMessages>(services).RecoverAsync(cancellation);

    private static async Task AnswerAsync(IServiceProvider services, CancellationToken stop)
    {
        while (true)
        {
            if (await Of<AnswerRequests>(services).RunAsync(stop) > 0)
                Of<OutboxSignal>(services).Ring();
            await Of<RequestSignal>(services).WaitAsync(Look, stop);
        }
    }

    private static T Of<T>(IServiceProvider services)
        where T : notnull => services.GetRequiredService<T>();
}
