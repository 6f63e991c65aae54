using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;

namespace Digest.Jobs;

/// <summary>What the engine calls; resolves the job's class and runs it until it is done or cancelled.</summary>
public delegate Task Work(IServiceProvider services, CancellationToken cancellation);

/// <summary>A recurring job.</summary>
/// <param name="Name">Its stable id, in kebab-case: history and pauses are kept under it.</param>
/// <param name="What">What it does, in words.</param>
/// <param name="When">When it runs.</param>
/// <param name="Run">The work, given services of a scope of its own.</param>
/// <param name="Then">The job that the engine runs after each success of this one.</param>
/// <param name="AtStart">Whether it also runs when a process becomes the worker.</param>
/// <param name="RetryAfter">How long after each failure in a row it is tried again, if its next time does not come sooner; null: it waits for its next time.</param>
public sealed record TimetableEntry(string Name, string What, Schedule When, Work Run, string? Then = null, bool AtStart = false, IReadOnlyList<TimeSpan>? RetryAfter = null);

/// <summary>Work without a schedule that the worker keeps going: it waits for rows by itself.</summary>
/// <param name="Name">Its stable id, in kebab-case.</param>
/// <param name="What">What it does, in words.</param>
/// <param name="When">What wakes it, in words.</param>
/// <param name="Run">Runs until it is cancelled; where it returns earlier, it is called again after a second.</param>
public sealed record TimetableLoop(string Name, string What, string When, Work Run);

/// <summary>Everything that happens by itself: the recurring jobs and the loops beside them.</summary>
public sealed partial class Timetable
{
    public Timetable(IReadOnlyList<TimetableEntry> jobs, IReadOnlyList<TimetableLoop>? loops = null)
    {
        Jobs = jobs;
        Loops = loops ?? [];
        var names = Jobs.Select(job => job.Name).Concat(Loops.Select(loop => loop.Name)).ToList();
        if (names.Find(name => !KebabCase().IsMatch(name)) is { } odd)
            throw new ArgumentException($"'{odd}' is not a name such as close-edition", nameof(jobs));
        if (names.Count != names.Distinct(StringComparer.Ordinal).Count())
            throw new ArgumentException("Two entries have the same name", nameof(jobs));
        if (Jobs.FirstOrDefault(job => job.Then is not null && Find(job.Then) is null) is { } dangling)
            throw new ArgumentException($"'{dangling.Name}' is followed by '{dangling.Then}', which is no job", nameof(jobs));
    }

    public IReadOnlyList<TimetableEntry> Jobs { get; }

    public IReadOnlyList<TimetableLoop> Loops { get; }

    public TimetableEntry? Find(string name) => Jobs.FirstOrDefault(job => job.Name == name);

    /// <summary>What a job or loop does, in words; its name where the timetable no longer has it.</summary>
    public string WhatOf(string name) => Find(name)?.What ?? Loops.FirstOrDefault(loop => loop.Name == name)?.What ?? name;

    /// <summary>Runs a job here and now, and what follows it; without the engine, for journeys and commands.</summary>
    public async Task RunAsync(string name, IServiceProvider services, CancellationToken cancellation = default)
    {
        await using var scope = services.CreateAsyncScope();
        for (var job = Find(name) ?? throw new ArgumentException($"There is no job '{name}'", nameof(name)); job is not null; job = job.Then is null ? null : Find(job.Then))
            await job.Run(scope.ServiceProvider, cancellation);
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex KebabCase();
}
