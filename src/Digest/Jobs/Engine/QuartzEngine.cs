using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Quartz;

namespace Digest.Jobs.Engine;

/// <summary>
/// The timetable on Quartz. Quartz lives in a container of its own, so that nothing else can come to depend on it.
/// </summary>
internal sealed class QuartzEngine(Timetable timetable, IEngineStore store, RunRecorder recorder, IServiceProvider services, TimeProvider clock, ILoggerFactory logging)
    : IJobEngine, IAsyncDisposable
{
    private const string SchedulerName = "digest";
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(20);
    // What a process that only serves pages asks for is found at the next look.
    private static readonly TimeSpan IdleWait = TimeSpan.FromSeconds(2);
    private readonly ILogger logger = logging.CreateLogger<QuartzEngine>();
    private readonly SemaphoreSlim opening = new(1, 1);
    private Quartz? open;

    public async Task StartAsync(CancellationToken cancellation)
    {
        var quartz = await OpenAsync(cancellation);
        await new StoredSchedule(quartz.Scheduler, timetable, clock, logger).ReconcileAsync(cancellation);
        await quartz.Scheduler.Start(cancellation);
    }

    public async Task RescheduleAsync(CancellationToken cancellation = default)
    {
        if (open is { } quartz && await quartz.Scheduler.GetStatus(cancellation) is SchedulerStatus.Running)
            await new StoredSchedule(quartz.Scheduler, timetable, clock, logger).ReconcileAsync(cancellation);
    }

    public async Task StopAsync(CancellationToken cancellation)
    {
        await opening.WaitAsync(CancellationToken.None);
        try
        {
            if (open is null)
                return;
            await open.Scheduler.Shutdown(waitForJobsToComplete: true, cancellation).AsTask().WaitAsync(StopPatience, clock, cancellation);
        }
        catch (TimeoutException)
        {
            logger.LogWarning("A job did not stop within {Seconds} seconds and is left behind", StopPatience.TotalSeconds);
        }
        finally
        {
            if (open is not null)
                await open.Container.DisposeAsync();
            open = null;
            opening.Release();
        }
    }

    public async Task<bool> RunNowAsync(string name, RunOrder order, CancellationToken cancellation = default)
    {
        if (timetable.Find(name) is null)
            return false;
        await (await OpenAsync(cancellation)).Scheduler.TriggerJob(TimetableJob.KeyOf(name), TimetableJob.DataOf(order), cancellation);
        return true;
    }

    public async Task<bool> PauseAsync(string name, CancellationToken cancellation = default) =>
        timetable.Find(name) is not null && await (await OpenAsync(cancellation)).Scheduler.PauseTrigger(StoredSchedule.TriggerOf(name), cancellation);

    public async Task<bool> ResumeAsync(string name, CancellationToken cancellation = default) =>
        timetable.Find(name) is not null && await (await OpenAsync(cancellation)).Scheduler.ResumeTrigger(StoredSchedule.TriggerOf(name), cancellation);

    public async Task<IReadOnlyList<JobPlan>> PlansAsync(CancellationToken cancellation = default) =>
        await new StoredPlans((await OpenAsync(cancellation)).Scheduler, timetable).ReadAsync(cancellation);

    public async Task<IReadOnlyList<DateTimeOffset>> NextAsync(string name, int count, CancellationToken cancellation = default) => timetable.Find(name) is null
        ? []
        : await new StoredPlans((await OpenAsync(cancellation)).Scheduler, timetable).NextAsync(name, clock.GetUtcNow(), count, cancellation);

    private async Task<Quartz> OpenAsync(CancellationToken cancellation)
    {
        await opening.WaitAsync(cancellation);
        try
        {
            return open ??= await CreateAsync(cancellation);
        }
        finally
        {
            opening.Release();
        }
    }

    private async Task<Quartz> CreateAsync(CancellationToken cancellation)
    {
        await (await store.OpenAsync(cancellation)).DisposeAsync();
        var container = new ServiceCollection()
            .AddSingleton<ILoggerFactory>(new QuietLogging(logging))
            .AddLogging()
            .AddQuartz(SchedulerName, quartz => quartz
                .UseTimeProvider(clock)
                .UseJobFactory(new TimetableJob.Factory(timetable, recorder, services, logger))
                .ConfigureScheduler(options =>
                {
                    options.ShutdownJobInterruption = ShutdownJobInterruption.Always;
                    options.IdleWaitTime = IdleWait;
                })
                .UsePersistentStore(kept =>
                {
                    store.Configure(kept);
                    kept.ConfigureStore(options => options.MisfireThreshold = TimeSpan.FromSeconds(5)).ProvisionSchema();
                }))
            .BuildServiceProvider();
        try
        {
            var scheduler = await container.GetRequiredKeyedService<ISchedulerFactory>(SchedulerName).GetScheduler(cancellation);
            await new StoredSchedule(scheduler, timetable, clock, logger).AddMissingAsync(cancellation);
            return new Quartz(container, scheduler);
        }
        catch
        {
            await container.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        opening.Dispose();
    }

    private sealed record Quartz(ServiceProvider Container, IScheduler Scheduler);
}
