using Digest.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Quartz;
using Quartz.Extensibility;

namespace Digest.Jobs.Engine;

/// <summary>
/// The timetable on Quartz, with its store in a file of its own: sharing the application's file made firings late and
/// slowed the application's writer. Quartz lives in a container of its own, so that nothing else can come to depend on it.
/// </summary>
internal sealed class QuartzEngine(Timetable timetable, Database database, IServiceProvider services, TimeProvider clock, ILoggerFactory logging)
    : IJobEngine, IAsyncDisposable
{
    private const string SchedulerName = "digest";
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(20);
    private readonly ILogger logger = logging.CreateLogger<QuartzEngine>();
    private readonly SemaphoreSlim opening = new(1, 1);
    private Quartz? open;

    /// <summary>The engine's database, beside the application's.</summary>
    public string File { get; } = Path.Combine(Path.GetDirectoryName(database.File)!, "jobs.db");

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

    public async Task<bool> RunNowAsync(string name, CancellationToken cancellation = default)
    {
        if (timetable.Find(name) is null)
            return false;
        await (await OpenAsync(cancellation)).Scheduler.TriggerJob(TimetableJob.KeyOf(name), cancellation);
        return true;
    }

    public async Task<bool> PauseAsync(string name, CancellationToken cancellation = default) =>
        timetable.Find(name) is not null && await (await OpenAsync(cancellation)).Scheduler.PauseTrigger(StoredSchedule.TriggerOf(name), cancellation);

    public async Task<bool> ResumeAsync(string name, CancellationToken cancellation = default) =>
        timetable.Find(name) is not null && await (await OpenAsync(cancellation)).Scheduler.ResumeTrigger(StoredSchedule.TriggerOf(name), cancellation);

    public async Task<IReadOnlyList<JobState>> StatesAsync(CancellationToken cancellation = default)
    {
        var quartz = await OpenAsync(cancellation);
        return await new StoredRuns(quartz.Scheduler, quartz.History, timetable).StatesAsync(cancellation);
    }

    public async Task<IReadOnlyList<JobRun>> HistoryAsync(string? name = null, int take = 50, int skip = 0, CancellationToken cancellation = default)
    {
        var quartz = await OpenAsync(cancellation);
        return await new StoredRuns(quartz.Scheduler, quartz.History, timetable).HistoryAsync(name, take, skip, cancellation);
    }

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
        var connectionString = new SqliteConnectionStringBuilder { DataSource = File, DefaultTimeout = 30 }.ToString();
        await PrepareFileAsync(connectionString, cancellation);
        var container = new ServiceCollection()
            .AddSingleton<ILoggerFactory>(new QuietLogging(logging))
            .AddLogging()
            .AddQuartzExecutionHistory(KeepHistory)
            .AddQuartz(SchedulerName, quartz => quartz
                .UseTimeProvider(clock)
                .UseJobFactory(new TimetableJob.Factory(timetable, services, logger))
                .ConfigureScheduler(options => options.ShutdownJobInterruption = ShutdownJobInterruption.Always)
                .UsePersistentStore(store => store
                    .UseSqlite(SqliteFactory.Instance, connectionString)
                    .ConfigureStore(options => options.MisfireThreshold = TimeSpan.FromSeconds(5))
                    .ProvisionSchema()
                    .UseExecutionHistory()))
            .BuildServiceProvider();
        try
        {
            var scheduler = await container.GetRequiredKeyedService<ISchedulerFactory>(SchedulerName).GetScheduler(cancellation);
            await new StoredSchedule(scheduler, timetable, clock, logger).AddMissingAsync(cancellation);
            return new Quartz(container, scheduler, container.GetRequiredKeyedService<IExecutionHistoryStore>(SchedulerName));
        }
        catch
        {
            await container.DisposeAsync();
            throw;
        }
    }

    // Runs are many and failures few: successes make room before a failure does.
    private static void KeepHistory(ExecutionHistoryOptions history)
    {
        history.Retention = TimeSpan.FromDays(7);
        history.RetentionByResult[JobRunResult.Failed] = TimeSpan.FromDays(30);
        history.MaxEntriesPerJob = 1_000;
        history.MaxEntriesPerScheduler = 20_000;
    }

    private async Task PrepareFileAsync(string connectionString, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        await using var connection = new SqliteConnection(connectionString);
        await connection.OpenAsync(cancellation);
        await using var command = connection.CreateCommand();
        // Kept in the file: pages read the schedule while the engine writes it.
        command.CommandText = "PRAGMA journal_mode = WAL";
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        opening.Dispose();
    }

    private sealed record Quartz(ServiceProvider Container, IScheduler Scheduler, IExecutionHistoryStore History);
}
