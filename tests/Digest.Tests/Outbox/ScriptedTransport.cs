using System.Collections.Concurrent;
using System.Text;
using Digest.Mail;

namespace Digest.Tests.Outbox;

/// <summary>A transport that answers as a test says and keeps what it accepted.</summary>
internal sealed class ScriptedTransport(Func<Envelope, SubmissionOutcome>? answer = null) : ITransport
{
    public static readonly SubmissionOutcome Ok = new SubmissionOutcome.Submitted(new SmtpAnswer(250, "2.0.0", "ok"));

    public ConcurrentQueue<(Envelope Envelope, string Message)> Taken { get; } = new();

    /// <summary>Set: no session can be opened.</summary>
    public OpeningFailedException? Closed { get; set; }

    /// <summary>Called while a message is on the wire.</summary>
    public Func<Envelope, Task>? OnTheWire { get; set; }

    public string Describe() => "a test";

    /// <summary>How many sessions were opened.</summary>
    public int Opened { get; private set; }

    /// <summary>Called while a session is being opened.</summary>
    public Func<Task>? OnOpening { get; set; }

    public async Task<ITransportSession> OpenAsync(CancellationToken cancellation = default)
    {
        if (OnOpening is { } onOpening)
            await onOpening();
        if (Closed is not null)
            throw Closed;
        Opened++;
        return new Session(this);
    }

    private SubmissionOutcome Answer(Envelope envelope) => answer?.Invoke(envelope) ?? Ok;

    private sealed class Session(ScriptedTransport transport) : ITransportSession
    {
        public bool Usable => true;

        public async Task<SubmissionOutcome> SubmitAsync(Envelope envelope, ReadOnlyMemory<byte> message, CancellationToken cancellation = default)
        {
            if (transport.OnTheWire is { } onTheWire)
                await onTheWire(envelope);
            transport.Taken.Enqueue((envelope, Encoding.UTF8.GetString(message.Span)));
            return transport.Answer(envelope);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
