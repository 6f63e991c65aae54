using System.Diagnostics;
using Digest.Tests.Safety;
using Xunit.Abstractions;

namespace Digest.Web.Tests.Safety;

/// <summary>The real program, killed at random moments of an edition and started again each time.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Resumption = TimeSpan.FromSeconds(60);
    private readonly Random random = new(9);

    [Fact]
    public async Task After_kills_at_random_moments_everybody_has_the_edition_and_repetitions_are_few_and_recognisable()
    {
        var kills = FullSize.Or(full: 100, reduced: 5);
        await using var delivery = await Delivery.PrepareAsync(readers: FullSize.Or(full: 20_000, reduced: 1_000));
        delivery.TakeTime();
        for (var kill = 1; kill <= kills; kill++)
        {
            await using var run = delivery.Send();
            await MomentAsync(delivery, run, killsLeft: kills - kill + 1);
            run.Ended.IsCompleted.ShouldBeFalse($"the edition was over before kill {kill}");
            await run.KillAsync();
            await delivery.ShouldClaimNothingFalseAsync();
        }
        var last = Stopwatch.GetTimestamp();
        var before = delivery.Server.Count;
        await using var final = delivery.Send();
        await delivery.Server.UntilTakenAsync(Math.Min(before + 1, delivery.Readers));
        Stopwatch.GetElapsedTime(last).ShouldBeLessThan(Resumption);
        await delivery.ShouldBeCompleteAsync(final, mostRepetitions: Delivery.Connections * kills);
        output.WriteLine($"{delivery.Readers} readers, {kills} kills, {delivery.Repetitions} repetitions");
    }

    [Fact]
    public async Task A_site_that_was_killed_takes_the_edition_up_by_itself_within_a_minute()
    {
        const int kills = 3;
        await using var delivery = await Delivery.PrepareAsync(readers: 400);
        delivery.TakeTime();
        await using (var run = delivery.Send())
        {
            await delivery.Server.UntilTakenAsync(50);
            await run.KillAsync();
        }
        for (var kill = 2; kill <= kills; kill++)
        {
            await SubmitABitAsync(delivery);
            await delivery.ShouldClaimNothingFalseAsync();
        }
        await using var site = await RunningSite.StartAsync(delivery.Folder);
        await delivery.UntilFinishedAsync();
        await delivery.ShouldBeCompleteAsync(mostRepetitions: Delivery.Connections * kills);
    }

    private static async Task SubmitABitAsync(Delivery delivery)
    {
        var started = Stopwatch.GetTimestamp();
        var before = delivery.Server.Count;
        // Its end is a kill.
        await using var site = await RunningSite.StartAsync(delivery.Folder);
        await delivery.Server.UntilTakenAsync(before + 1);
        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(Resumption);
        await delivery.Server.UntilTakenAsync(before + 50);
    }

    /// <summary>Most often in the middle of submitting; sometimes while the program starts or prepares.</summary>
    private async Task MomentAsync(Delivery delivery, EditionRun run, int killsLeft)
    {
        // Never so late that the edition is over before the signal arrives.
        var share = (delivery.Readers - delivery.Server.Count) / (killsLeft + 1);
        var until = delivery.Server.Count + 1 + random.Next(share * 3 / 2);
        using var over = new CancellationTokenSource();
        var soon = random.Next(5) == 0 ? Task.Delay(random.Next(2_000), over.Token) : Task.Delay(Timeout.Infinite, over.Token);
        await Task.WhenAny(run.Ended, soon, delivery.Server.UntilTakenAsync(until, over.Token));
        await over.CancelAsync();
    }
}
