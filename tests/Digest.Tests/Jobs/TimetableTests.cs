using Digest.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace Digest.Tests.Jobs;

public sealed class TimetableTests
{
    private static readonly Work Nothing = (_, _) => Task.CompletedTask;

    [Fact]
    public void Names_are_unique_and_in_kebab_case_and_chains_lead_somewhere()
    {
        Should.Throw<ArgumentException>(() => new Timetable([new("Clean Up", "", Schedule.EachMinute(), Nothing)])).Message.ShouldContain("Clean Up");
        Should.Throw<ArgumentException>(() => new Timetable([new("clean-up", "", Schedule.EachMinute(), Nothing)], [new("clean-up", "", "", Nothing)])).Message.ShouldContain("same name");
        Should.Throw<ArgumentException>(() => new Timetable([new("clean-up", "", Schedule.EachMinute(), Nothing, Then: "nowhere")])).Message.ShouldContain("nowhere");
    }

    [Fact]
    public async Task A_job_run_by_name_is_followed_by_what_follows_it()
    {
        var order = new List<string>();
        var timetable = new Timetable(
        [
            new("close-edition", "", Schedule.EachMinute(), (_, _) => { order.Add("close"); return Task.CompletedTask; }, Then: "prepare-messages"),
            new("prepare-messages", "", Schedule.EachMinute(), (_, _) => { order.Add("prepare"); return Task.CompletedTask; }),
        ]);
        await using var services = new ServiceCollection().BuildServiceProvider();

        await timetable.RunAsync("close-edition", services);

        order.ShouldBe(["close", "prepare"]);
    }

    [Fact]
    public void Schedules_say_in_words_when_they_are()
    {
        Schedule.EachMinute().Words.ShouldBe("every minute");
        Schedule.EachHour(5).Words.ShouldBe("every hour at minute 5");
        Schedule.DailyAt(new TimeOnly(3, 30), TimeZoneInfo.FindSystemTimeZoneById("Europe/Madrid")).Words.ShouldBe("daily at 03:30 (Europe/Madrid)");
    }
}
