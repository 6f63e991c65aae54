using System.Collections.Concurrent;
using Digest.Mail;
using Digest.Mail.Dkim;

namespace Digest.Outbox;

/// <summary>
/// Builds messages: at once where that costs next to nothing, and on a thread for each core where they are signed, so that what
/// waits for the network never waits behind a signature.
/// </summary>
public sealed class MessageBuilders(PreparedVariants variants, MessageSigners signers) : IDisposable
{
    private readonly BlockingCollection<Job> jobs = [];
    private readonly Lock starting = new();
    private bool hasStarted;

    /// <summary>Whether building takes so long that it should begin before the message's turn.</summary>
    public bool TakeTime => signers.All.Count > 0;

    /// <summary>Writes the message as it goes on the wire; its bytes are complete when the task is.</summary>
    public Task BuildAsync(ClaimedMessage message, MessageBuffer output, CancellationToken cancellation)
    {
        if (!TakeTime)
            return variants.FillAsync(message, output, cancellation);
        Start();
        var job = new Job(message, output, cancellation);
        jobs.Add(job, cancellation);
        return job.Done.Task;
    }

    private void Start()
    {
        lock (starting)
        {
            if (hasStarted)
                return;
            hasStarted = true;
            for (var number = 0; number < Environment.ProcessorCount; number++)
                new Thread(Work) { IsBackground = true, Name = "Builder" }.Start();
        }
    }

    private void Work()
    {
        foreach (var job in jobs.GetConsumingEnumerable())
        {
            try
            {
                variants.FillAsync(job.Message, job.Output, job.Cancellation).GetAwaiter().GetResult();
                job.Done.TrySetResult();
            }
            catch (Exception problem)
            {
                job.Done.TrySetException(problem);
            }
        }
    }

    public void Dispose() => jobs.CompleteAdding();

    private sealed record Job(ClaimedMessage Message, MessageBuffer Output, CancellationToken Cancellation)
    {
        // What follows is the next step of a connection: this thread takes it, which is quicker than waking another.
        public TaskCompletionSource Done { get; } = new();
    }
}
