using Digest.Tests.Safety;
using Digest.Tests.Safety.Server;

namespace Digest.Web.Tests.Safety;

/// <summary>The real program, asked to stop in the middle of an edition: what is on the wire finishes, and nothing comes twice.</summary>
public sealed class StopTests
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Exit = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task Stopped_and_started_again_the_program_repeats_nothing()
    {
        var stops = FullSize.Or(full: 20, reduced: 3);
        await using var delivery = await Delivery.PrepareAsync(readers: FullSize.Or(full: 5_000, reduced: 600));
        delivery.TakeTime();
        for (var stop = 1; stop <= stops; stop++)
        {
            await using var run = delivery.Send();
            await delivery.Server.UntilTakenAsync(delivery.Readers * stop / (stops + 1));
            (await run.TerminateAsync()).ShouldBeLessThan(Grace);
            await delivery.ShouldClaimNothingFalseAsync();
        }
        await using var last = delivery.Send();
        await delivery.ShouldBeCompleteAsync(last, mostRepetitions: 0);
    }

    [Fact]
    public async Task A_site_that_is_stopped_in_the_middle_repeats_nothing_when_it_goes_on()
    {
        await using var delivery = await Delivery.PrepareAsync(readers: 400);
        delivery.TakeTime();
        await using (var run = delivery.Send())
        {
            await delivery.Server.UntilTakenAsync(100);
            (await run.TerminateAsync()).ShouldBeLessThan(Grace);
        }
        await using (var site = await RunningSite.StartAsync(delivery.Folder))
        {
            await delivery.Server.UntilTakenAsync(200);
            (await site.TerminateAsync()).ShouldBeLessThan(Grace);
        }
        await delivery.ShouldClaimNothingFalseAsync();
        await using var again = await RunningSite.StartAsync(delivery.Folder);
        await delivery.UntilFinishedAsync();
        await delivery.ShouldBeCompleteAsync(mostRepetitions: 0);
    }

    [Fact]
    public async Task An_answer_that_takes_its_time_is_waited_for_and_written_down()
    {
        await using var delivery = await Delivery.PrepareAsync(readers: 60);
        var server = delivery.Server;
        var (waiting, release) = (0, new TaskCompletionSource());
        server.Oddity = async standing =>
        {
            if (standing.Moment is Moment.Dot && server.Count >= 20)
            {
                Interlocked.Increment(ref waiting);
                await release.Task;
            }
            return null;
        };
        await using (var run = delivery.Send())
        {
            await WorkFolder.UntilAsync(() => Task.FromResult(Volatile.Read(ref waiting) == Delivery.Connections));
            var ending = run.TerminateAsync();
            // The server's own slowness, on which nothing here depends.
            await Task.Delay(TimeSpan.FromSeconds(2));
            ending.IsCompleted.ShouldBeFalse("four messages wait for their answer");
            release.SetResult();
            (await ending).ShouldBeLessThan(Grace);
        }
        await delivery.ShouldClaimNothingFalseAsync();
        await using var last = delivery.Send();
        await delivery.ShouldBeCompleteAsync(last, mostRepetitions: 0);
    }

    [Fact]
    public async Task A_server_that_says_nothing_any_more_keeps_the_program_from_ending_for_ten_seconds_only()
    {
        await using var delivery = await Delivery.PrepareAsync(readers: 60);
        var (server, waiting) = (delivery.Server, 0);
        server.Oddity = standing =>
        {
            var isMute = standing.Moment is Moment.Dot && server.Count >= 20;
            Interlocked.Add(ref waiting, isMute ? 1 : 0);
            return ValueTask.FromResult(isMute ? Deed.Silence : null);
        };
        await using (var run = delivery.Send())
        {
            await WorkFolder.UntilAsync(() => Task.FromResult(Volatile.Read(ref waiting) == Delivery.Connections));
            (await run.TerminateAsync()).ShouldBeLessThan(Grace + Exit);
        }
        await delivery.ShouldClaimNothingFalseAsync();
    }
}
