using Digest.Jobs.Engine;
using Digest.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Digest.Jobs;

public static class JobsSetup
{
    /// <summary>The timetable, the engine and the board over them; nothing runs by itself yet.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services, Timetable timetable) => services.AddJobs(_ => timetable);

    /// <summary>Likewise, with a timetable that is made when it is first asked for.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services, Func<IServiceProvider, Timetable> timetable) => services
        .AddSingleton(timetable)
        .AddSingleton<WorkerState>()
        .AddSingleton(provider => new ThisMachine(provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<Database>().WorkerId))
        .AddSingleton<Machines>()
        .AddSingleton<JobRuns>()
        .AddSingleton<JobHistory>()
        .AddSingleton<RunRecorder>()
        .AddScoped<JobProgress>()
        .AddSingleton<IJobEngine, QuartzEngine>()
        .AddSingleton<IEngineStore>(provider => provider.GetRequiredService<Database>() is { Options.Provider: StorageProvider.Postgres } database
            ? new PostgresEngineStore(database)
            : new SqliteEngineStore(provider.GetRequiredService<Database>()))
        .AddSingleton<PausedLoops>()
        .AddSingleton<LoopRunner>()
        .AddSingleton(provider => new JobBoard(
            provider.GetRequiredService<Timetable>(), provider.GetRequiredService<IJobEngine>(), provider.GetRequiredService<LoopRunner>(), provider.GetRequiredService<JobRuns>(),
            provider.GetRequiredService<JobHistory>(), provider.GetRequiredService<Machines>(), provider.GetRequiredService<TimeProvider>()));

    /// <summary>Runs the timetable whenever this process is a worker.</summary>
    /// <param name="services">Where <c>AddJobs</c> has been called.</param>
    /// <param name="onWorkersGone">Done in this order when workers are no more; on becoming the only one, before any job or loop runs.</param>
    public static IServiceCollection RunJobs(this IServiceCollection services, params IReadOnlyList<OnWorkersGone> onWorkersGone)
    {
        foreach (var callback in onWorkersGone)
            services.AddSingleton(callback);
        return services.AddHostedService<Heartbeat>().AddHostedService<JobsHost>();
    }
}
